"""Every address: language first, then the institution, then the room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

# One pattern reads the institution for all: asked about each room anew, a late one would cost more than its page.
ROOMS = [
    path("", include("mithaq.institutions.urls")),
    path("people/", include("mithaq.people.urls")),
    path("compact/", include("mithaq.compacts.urls")),
    path("bodies/", include("mithaq.bodies.urls")),
    path("calendar/", include("mithaq.cycles.urls")),
    path("meetings/", include("mithaq.meetings.urls")),
    path("elections/", include("mithaq.elections.urls")),
    path("dialogues/", include("mithaq.dialogues.urls")),
    path("gates/", include("mithaq.cooperation.urls")),
    path("charter/", include("mithaq.blueprints.urls")),
    path("documents/", include("mithaq.evidence.urls")),
    path("synthesis/", include("mithaq.synthesis.urls")),
    path("words/", include("mithaq.synthesis.words_urls")),
    path("notices/", include("mithaq.notices.urls")),
    path("export/", include("mithaq.exchange.urls")),
]

urlpatterns = [
    path("", include("mithaq.foundation.urls.plain")),
    path("", include("mithaq.portal.urls.plain")),
    *i18n_patterns(
        path("account/", include("mithaq.foundation.urls.account")),
        path("", include("mithaq.foundation.urls.pages")),
        path("desk/institutions/", include("mithaq.blueprints.founding_urls")),
        path("desk/", include("mithaq.foundation.urls.desk")),
        path("", include("mithaq.portal.urls")),
        path("<slug:institution>/", include(ROOMS)),
    ),
]
handler500 = "mithaq.foundation.views.failing.failed"
