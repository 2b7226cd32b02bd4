"""Pages of the installation itself."""

from django.urls import path

from mithaq.foundation import appearance, styleguide

app_name = "foundation"

urlpatterns = [
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("theme/", appearance.choose_theme, name="theme"),
]
