"""Signing in, with allauth: accounts and second factors, nothing social."""

from django.urls import include, path

from mithaq.foundation.views.habits import Habits

urlpatterns = [
    path("habits/", Habits.as_view(), name="account_habits"),
    path("", include("allauth.account.urls")),
    path("second-factor/", include("allauth.mfa.urls")),
]
