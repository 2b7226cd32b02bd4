"""The institutions of the installation, at the desk of the operator: outside every institution."""

from django.urls import path

from mithaq.blueprints.views import founding

app_name = "founding"

urlpatterns = [
    path("", founding.Institutions.as_view(), name="institutions"),
    path("found/", founding.Found.as_view(), name="found"),
    path("<slug:slug>/next/", founding.Next.as_view(), name="next"),
]
