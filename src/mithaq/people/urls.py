"""Who takes part in an institution."""

from django.urls import path

from mithaq.people import views

app_name = "people"

urlpatterns = [
    path("", views.People.as_view(), name="list"),
    path("admit/", views.AdmitPerson.as_view(), name="admit"),
    path("organisations/admit/", views.AdmitOrganisation.as_view(), name="admit_organisation"),
    path("organisations/<slug:uid>/", views.OneOrganisation.as_view(), name="organisation"),
    path("members/<slug:uid>/role/", views.Appoint.as_view(), name="appoint"),
    path("members/<slug:uid>/release/", views.Release.as_view(), name="release"),
    path("my-consents/", views.Consents.as_view(), name="consents"),
]
