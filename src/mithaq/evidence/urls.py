"""Addresses of this room."""

from django.urls import path

from mithaq.evidence import views

app_name = "evidence"

urlpatterns = [
    path("", views.Documents.as_view(), name="documents"),
    path("deposit/", views.Deposit.as_view(), name="deposit"),
    path("search/", views.Search.as_view(), name="search"),
    path("passage/<slug:uid>/", views.PassagePage.as_view(), name="passage"),
    path("<slug:uid>/", views.DocumentPage.as_view(), name="document"),
    path("<slug:uid>/original/", views.Original.as_view(), name="original"),
]
