"""Addresses of this room."""

from django.urls import path

from mithaq.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.Notices.as_view(), name="notices"),
    path("read/", views.ReadAll.as_view(), name="read_all"),
    path("mail/", views.ByMail.as_view(), name="by_mail"),
    path("<slug:uid>/read/", views.Read.as_view(), name="read"),
]
