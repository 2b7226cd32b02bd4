"""Addresses of this room."""

from django.urls import path

from mithaq.synthesis import views

app_name = "synthesis"

urlpatterns = [
    path("", views.Syntheses.as_view(), name="syntheses"),
    path("draft/", views.Draft.as_view(), name="draft"),
    path("progress/<slug:uid>/", views.Progress.as_view(), name="progress"),
    path("<slug:uid>/", views.SynthesisPage.as_view(), name="synthesis"),
]
