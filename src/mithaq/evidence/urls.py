"""Addresses of this room."""

from django.urls import path

from mithaq.evidence.views import deposit, documents, search

app_name = "evidence"

urlpatterns = [
    path("", documents.Documents.as_view(), name="documents"),
    path("deposit/", deposit.Deposit.as_view(), name="deposit"),
    path("search/", search.Search.as_view(), name="search"),
    path("passage/<slug:uid>/", documents.PassagePage.as_view(), name="passage"),
    path("<slug:uid>/", documents.DocumentPage.as_view(), name="document"),
    path("<slug:uid>/original/", documents.Original.as_view(), name="original"),
]
