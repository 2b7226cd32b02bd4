"""Pages of this room."""

from django.urls import path

from mithaq.elections.views import elections

app_name = "elections"

urlpatterns = [
    path("", elections.Elections.as_view(), name="list"),
]
