"""Acts of the foundation, as the minute shows them."""

from django.utils.translation import gettext_lazy as _

ACTS = {
    "account.open": _("The account %(email)s is opened."),
    "job.finished": _("A job is finished: %(kind)s."),
    "job.failed": _("A job stopped before the end: %(kind)s."),
}
