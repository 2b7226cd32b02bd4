"""Pages of this room."""

from django.urls import URLPattern

app_name = "blueprints"

urlpatterns: list[URLPattern] = []
