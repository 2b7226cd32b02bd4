"""Pages of this room: each subject's addresses in its own module, joined here."""

from django.urls import path

from mithaq.dialogues.views import dialogues

app_name = "dialogues"

urlpatterns = [
    path("", dialogues.Dialogues.as_view(), name="list"),
    path("<slug:uid>/", dialogues.OneDialogue.as_view(), name="dialogue"),
]
