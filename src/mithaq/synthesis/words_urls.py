"""The short address of a contributor's link."""

from django.urls import path

from mithaq.synthesis import whereabouts_views

app_name = "words"

urlpatterns = [path("<slug:secret>/", whereabouts_views.LinkWords.as_view(), name="link")]
