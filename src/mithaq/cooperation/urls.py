"""Pages of this room."""

from django.urls import URLPattern

app_name = "cooperation"

urlpatterns: list[URLPattern] = []
