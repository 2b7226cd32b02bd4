"""Addresses of the public pages, behind a language."""

from django.urls import path

from mithaq.portal import matrix_views, views

app_name = "portal"

urlpatterns = [
    path("", views.Front.as_view(), name="front"),
    path("about/", views.About.as_view(), name="about"),
    path("<slug:institution>/", views.Home.as_view(), name="home"),
    path("<slug:institution>/matrix/", matrix_views.MatrixPage.as_view(), name="matrix"),
    path("<slug:institution>/matrix/matrix.<slug:form>", matrix_views.MatrixFile.as_view(), name="matrix_file"),
    path("<slug:institution>/matrix/<slug:key>.<slug:form>", matrix_views.VoicesFile.as_view(), name="voices_file"),
    path("<slug:institution>/figures/<slug:key>.<slug:form>", views.FigureFile.as_view(), name="figure"),
]
