"""Addresses of the public pages, behind a language."""

from django.urls import path

from mithaq.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.Front.as_view(), name="front"),
    path("about/", views.About.as_view(), name="about"),
    path("<slug:institution>/", views.Home.as_view(), name="home"),
    path("<slug:institution>/figures/<slug:key>.<slug:form>", views.FigureFile.as_view(), name="figure"),
]
