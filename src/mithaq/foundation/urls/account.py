"""Signing in, with allauth: accounts and second factors, nothing social."""

from django.urls import include, path

urlpatterns = [
    path("", include("allauth.account.urls")),
    path("second-factor/", include("allauth.mfa.urls")),
]
