"""Pages of this room: each subject's addresses in its own module, joined here."""

from django.urls import path, re_path

from mithaq.dialogues.views import convening, dialogues, files, links, maps, renditions, statements, taking_part, voting

app_name = "dialogues"

urlpatterns = [
    # first, as it is asked most of all
    path("<slug:uid>/cast/", voting.Cast.as_view(), name="cast"),
    path("", dialogues.Dialogues.as_view(), name="list"),
    path("new/", convening.Prepare.as_view(), name="new"),
    path("import/", files.BringIn.as_view(), name="import"),
    path("import/<slug:job>/", files.Importing.as_view(), name="importing"),
    path("<slug:uid>/", dialogues.OneDialogue.as_view(), name="dialogue"),
    path("<slug:uid>/begin/", taking_part.Begin.as_view(), name="begin"),
    path("<slug:uid>/enter/<slug:token>/", taking_part.ByLink.as_view(), name="enter"),
    path("<slug:uid>/leave/", taking_part.Leave.as_view(), name="leave"),
    path("<slug:uid>/links/", links.Links.as_view(), name="links"),
    path("<slug:uid>/links/mail/", links.MailLinks.as_view(), name="mail_links"),
    path("<slug:uid>/links/mail/again/", links.SendAgain.as_view(), name="send_again"),
    path("<slug:uid>/links/<slug:link>/withdraw/", links.WithdrawLink.as_view(), name="withdraw_link"),
    path("<slug:uid>/vote/", voting.Vote.as_view(), name="vote"),
    path("<slug:uid>/vote/<slug:statement>/", voting.Vote.as_view(), name="statement"),
    path("<slug:uid>/vote/<slug:statement>/report/", voting.ReportOne.as_view(), name="report"),
    path("<slug:uid>/vote/<slug:statement>/take-back/", voting.TakeBack.as_view(), name="take_back"),
    path("<slug:uid>/mine/", voting.Mine.as_view(), name="mine"),
    path("<slug:uid>/propose/", voting.ProposeOne.as_view(), name="propose"),
    path("<slug:uid>/office/", convening.Office.as_view(), name="office"),
    path("<slug:uid>/change/", convening.Change.as_view(), name="change"),
    path("<slug:uid>/open/", convening.Open.as_view(), name="open"),
    path("<slug:uid>/close/", convening.Close.as_view(), name="close"),
    path("<slug:uid>/cancel/", convening.Cancel.as_view(), name="cancel"),
    path("<slug:uid>/moderation/", statements.Statements.as_view(), name="statements"),
    path("<slug:uid>/moderation/add/", statements.Seed.as_view(), name="seed"),
    path("<slug:uid>/moderation/<slug:statement>/", statements.Decide.as_view(), name="decide"),
    path("<slug:uid>/renditions/", renditions.Renditions.as_view(), name="renditions"),
    path("<slug:uid>/renditions/<slug:statement>/", renditions.OneRendition.as_view(), name="rendition"),
    path("<slug:uid>/map/", maps.OneMap.as_view(), name="map"),
    re_path(r"^(?P<uid>[\w-]+)/map\.(?P<form>svg|csv)$", maps.MapFile.as_view(), name="map_svg"),
    path("<slug:uid>/map/tables.csv", maps.MapTables.as_view(), name="tables"),
    path("<slug:uid>/map/statements/", maps.Statements.as_view(), name="statements_map"),
    path("<slug:uid>/map/embed/", maps.Embed.as_view(), name="embed"),
    path("<slug:uid>/files/", files.Files.as_view(), name="files"),
    path("<slug:uid>/files/<str:name>", files.OneFile.as_view(), name="file"),
    path("<slug:uid>/deposit/", files.DepositRecord.as_view(), name="deposit"),
]
