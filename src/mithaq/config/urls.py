"""Every address: language first, then the institution, then the room."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("mithaq.foundation.urls.plain")),
    path("", include("mithaq.portal.urls.plain")),
    *i18n_patterns(
        path("account/", include("mithaq.foundation.urls.account")),
        path("", include("mithaq.foundation.urls.pages")),
        path("desk/", include("mithaq.foundation.urls.desk")),
        path("", include("mithaq.portal.urls")),
        path("<slug:institution>/", include("mithaq.institutions.urls")),
        path("<slug:institution>/people/", include("mithaq.people.urls")),
        path("<slug:institution>/compact/", include("mithaq.compacts.urls")),
        path("<slug:institution>/bodies/", include("mithaq.bodies.urls")),
        path("<slug:institution>/calendar/", include("mithaq.cycles.urls")),
        path("<slug:institution>/meetings/", include("mithaq.meetings.urls")),
        path("<slug:institution>/elections/", include("mithaq.elections.urls")),
        path("<slug:institution>/dialogues/", include("mithaq.dialogues.urls")),
        path("<slug:institution>/gates/", include("mithaq.cooperation.urls")),
        path("<slug:institution>/charter/", include("mithaq.blueprints.urls")),
        path("<slug:institution>/documents/", include("mithaq.evidence.urls")),
        path("<slug:institution>/synthesis/", include("mithaq.synthesis.urls")),
        path("<slug:institution>/words/", include("mithaq.synthesis.words_urls")),
        path("<slug:institution>/notices/", include("mithaq.notices.urls")),
        path("<slug:institution>/export/", include("mithaq.exchange.urls")),
    ),
]
handler500 = "mithaq.foundation.views.failing.failed"
