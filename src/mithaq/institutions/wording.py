"""Acts of this room, as the minute shows them."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "institution.found": _("The institution %(name)s is founded."),
    "institution.describe": _("The institution is described anew: %(name)s."),
}
