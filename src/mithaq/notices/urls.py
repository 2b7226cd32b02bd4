"""Addresses of this room."""

from django.urls import path

from mithaq.notices import due_views, views

app_name = "notices"

urlpatterns = [
    path("", views.Notices.as_view(), name="notices"),
    path("read/", views.ReadAll.as_view(), name="read_all"),
    path("mail/", views.ByMail.as_view(), name="by_mail"),
    path("due/", due_views.Dues.as_view(), name="dues"),
    path("due/<slug:uid>/snooze/", due_views.PutOff.as_view(), name="snooze"),
    path("due/<slug:uid>/wake/", due_views.Wake.as_view(), name="wake"),
    path("<slug:uid>/read/", views.Read.as_view(), name="read"),
]
