"""Addresses of this room."""

from django.urls import path

from mithaq.evidence.views import deposit, desk, documents, search

app_name = "evidence"

urlpatterns = [
    path("", documents.Documents.as_view(), name="documents"),
    path("desk/", desk.DeskPage.as_view(), name="desk"),
    path("desk/next/", desk.DeskNext.as_view(), name="desk-next"),
    path("desk/act/", desk.DeskAct.as_view(), name="desk-act"),
    path("deposit/", deposit.Deposit.as_view(), name="deposit"),
    path("search/", search.Search.as_view(), name="search"),
    path("passage/<slug:uid>/", documents.PassagePage.as_view(), name="passage"),
    path("<slug:uid>/", documents.DocumentPage.as_view(), name="document"),
    path("<slug:uid>/original/", documents.Original.as_view(), name="original"),
]
