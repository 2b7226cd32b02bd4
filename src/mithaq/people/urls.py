"""Who takes part in an institution."""

from django.urls import path, re_path

from mithaq.people import application_views, counting_views, views

app_name = "people"

urlpatterns = [
    path("", views.People.as_view(), name="list"),
    path("admit/", views.AdmitPerson.as_view(), name="admit"),
    path("organisations/admit/", views.AdmitOrganisation.as_view(), name="admit_organisation"),
    path("organisations/<slug:uid>/", views.OneOrganisation.as_view(), name="organisation"),
    path("members/<slug:uid>/role/", views.Appoint.as_view(), name="appoint"),
    path("members/<slug:uid>/release/", views.Release.as_view(), name="release"),
    path("apply/", application_views.Apply.as_view(), name="apply"),
    path("applications/", application_views.Applications.as_view(), name="applications"),
    path("my-applications/", application_views.Mine.as_view(), name="my_applications"),
    path("applications/<slug:uid>/", application_views.OneApplication.as_view(), name="application"),
    path("applications/<slug:uid>/check/", application_views.Check.as_view(), name="check"),
    path("applications/<slug:uid>/accept/", application_views.Accept.as_view(), name="accept"),
    path("applications/<slug:uid>/refuse/", application_views.Refuse.as_view(), name="refuse"),
    path("applications/<slug:uid>/take-back/", application_views.TakeBack.as_view(), name="take_back"),
    path("mandates/", counting_views.Mandates.as_view(), name="mandates"),
    path("mandates/give/", counting_views.GiveMandate.as_view(), name="give_mandate"),
    path("mandates/<slug:uid>/end/", counting_views.EndMandate.as_view(), name="end_mandate"),
    path("attributes/", counting_views.Attributes.as_view(), name="attributes"),
    re_path(
        r"^attributes/(?P<kind>organisation|person|state)/(?P<key>[\w-]+)/$",
        counting_views.Describe.as_view(),
        name="describe",
    ),
    path("constituencies/name/", counting_views.NameConstituency.as_view(), name="name_constituency"),
    path("constituencies/<slug:uid>/remove/", counting_views.RemoveConstituency.as_view(), name="remove_constituency"),
    path("my-consents/", views.Consents.as_view(), name="consents"),
]
