"""Addresses of the public pages, behind a language."""

from django.urls import path

from mithaq.portal import feeds, matrix_views, open_views, views

app_name = "portal"

urlpatterns = [
    path("", views.Front.as_view(), name="front"),
    path("about/", views.About.as_view(), name="about"),
    path("about/api/", open_views.Api.as_view(), name="api"),
    path("<slug:institution>/", views.Home.as_view(), name="home"),
    path("<slug:institution>/feeds/<slug:key>.atom", feeds.Feed.as_view(), name="feed"),
    path("<slug:institution>/open-data/", open_views.OpenData.as_view(), name="open_data"),
    path("<slug:institution>/open-data/<slug:name>.<slug:form>", open_views.OpenFile.as_view(), name="open_file"),
    path("<slug:institution>/matrix/", matrix_views.MatrixPage.as_view(), name="matrix"),
    path("<slug:institution>/matrix/matrix.<slug:form>", matrix_views.MatrixFile.as_view(), name="matrix_file"),
    path("<slug:institution>/matrix/<slug:key>.<slug:form>", matrix_views.VoicesFile.as_view(), name="voices_file"),
    path("<slug:institution>/figures/<slug:key>.<slug:form>", views.FigureFile.as_view(), name="figure"),
]
