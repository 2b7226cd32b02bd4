"""Acts of this room, as the register of acts shows them."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "institution.enact": _("The charter is in force in its version %(number)s from %(from)s."),
    "institution.found": _("The institution %(name)s is founded."),
    "institution.add_term": _("The institution says what it calls something: %(term)s."),
    "institution.change_term": _("The institution calls something otherwise: %(term)s."),
    "institution.remove_term": _("The institution has this in its term base no more: %(term)s."),
    "institution.describe": _("The institution is described anew: %(name)s."),
}
