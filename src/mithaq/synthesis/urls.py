"""Addresses of this room."""

from django.urls import include, path

from mithaq.synthesis import release_views, views, whereabouts_views

app_name = "synthesis"

urlpatterns = [
    path("", views.Syntheses.as_view(), name="syntheses"),
    path("draft/", views.Draft.as_view(), name="draft"),
    path("progress/<slug:uid>/", views.Progress.as_view(), name="progress"),
    path("releases/", release_views.Releases.as_view(), name="releases"),
    path("<slug:uid>/release/", release_views.MakeRelease.as_view(), name="make_release"),
    path("<slug:uid>/releases/<int:number>/", release_views.ReleasePage.as_view(), name="release"),
    path("<slug:uid>/releases/<int:number>/changes/", release_views.Changes.as_view(), name="release_changes"),
    path("<slug:uid>/releases/<int:number>/cite/<slug:form>/", release_views.Cite.as_view(), name="release_cite"),
    path("words/document/<slug:uid>/", whereabouts_views.DocumentWords.as_view(), name="document_words"),
    path("words/document/<slug:uid>/links/", whereabouts_views.Links.as_view(), name="contributor_links"),
    path("words/organisation/<slug:uid>/", whereabouts_views.OrganisationWords.as_view(), name="organisation_words"),
    path("words/link/<slug:uid>/revoke/", whereabouts_views.Revoke.as_view(), name="revoke_link"),
    path("", include("mithaq.synthesis.desk.urls")),
    path("<slug:uid>/", views.SynthesisPage.as_view(), name="synthesis"),
]
