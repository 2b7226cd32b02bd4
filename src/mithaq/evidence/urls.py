"""Addresses of this room."""

from django.urls import path

from mithaq.evidence.views import (
    deposit,
    desk,
    desk_script,
    documents,
    editing,
    ranking,
    readings,
    saved,
    search,
    translations,
    uploads,
)

app_name = "evidence"

urlpatterns = [
    path("", documents.Documents.as_view(), name="documents"),
    path("desk/", desk.DeskPage.as_view(), name="desk"),
    path("desk/next/", desk_script.DeskNext.as_view(), name="desk-next"),
    path("desk/act/", desk_script.DeskAct.as_view(), name="desk-act"),
    path("deposit/", deposit.Deposit.as_view(), name="deposit"),
    path("search/", search.Search.as_view(), name="search"),
    path("saved/", saved.Saved.as_view(), name="saved"),
    path("saved/<slug:uid>/", saved.OneSaved.as_view(), name="saved-one"),
    path("saved/<slug:uid>/delete/", saved.DeleteSaved.as_view(), name="saved-delete"),
    path("passage/<slug:uid>/", documents.PassagePage.as_view(), name="passage"),
    path("uploads/", uploads.Uploads.as_view(), name="uploads"),
    path("uploads/<slug:uid>/", uploads.OneUpload.as_view(), name="upload"),
    path("uploads/<slug:uid>/finish/", uploads.Finish.as_view(), name="finish_upload"),
    path("learned/", ranking.Learned.as_view(), name="learned"),
    path("readings/", readings.Readings.as_view(), name="readings"),
    path("readings/ask/", readings.Ask.as_view(), name="ask_reading"),
    path("readings/<slug:uid>/", readings.Reading.as_view(), name="reading"),
    path("readings/<slug:uid>/close/", readings.Close.as_view(), name="close_reading"),
    path("readings/<slug:uid>/give-up/", readings.GiveUp.as_view(), name="give_up_reading"),
    path("readings/<slug:uid>/settle/<slug:passage>/", readings.SettleOne.as_view(), name="settle_reading"),
    path("<slug:uid>/", documents.DocumentPage.as_view(), name="document"),
    path("<slug:uid>/original/", documents.Original.as_view(), name="original"),
    path("<slug:uid>/earlier/<slug:replacement>/", documents.Former.as_view(), name="former"),
    path("<slug:uid>/verify/", documents.Verify.as_view(), name="verify"),
    path("<slug:uid>/edit/", editing.Edit.as_view(), name="edit"),
    path("<slug:uid>/replace/", editing.Replace.as_view(), name="replace"),
    path("<slug:uid>/withdraw/", editing.Withdraw.as_view(), name="withdraw"),
    path("<slug:uid>/translations/", translations.Translations.as_view(), name="translations"),
    path("<slug:uid>/translations/add/", translations.AddTranslation.as_view(), name="translate"),
    path("<slug:uid>/translations/<slug:rendition>/", translations.Beside.as_view(), name="translation"),
]
