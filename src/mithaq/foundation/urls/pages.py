"""Pages of the installation itself."""

from django.urls import path

from mithaq.foundation import appearance

app_name = "foundation"

urlpatterns = [
    path("theme/", appearance.choose_theme, name="theme"),
]
