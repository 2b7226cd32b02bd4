"""Addresses of this room."""

from django.urls import path

from mithaq.exchange import views

app_name = "exchange"

urlpatterns = [
    path("release/<slug:uid>/<int:number>/<slug:format>/", views.ReleaseFile.as_view(), name="release"),
    path("synthesis/<slug:uid>/<slug:format>/", views.SynthesisFile.as_view(), name="report"),
]
