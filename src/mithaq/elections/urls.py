"""Pages of this room."""

from django.urls import path, re_path

from mithaq.elections.views import (
    belenios,
    board,
    calling,
    counting,
    elections,
    filling,
    nominating,
    results,
    roll,
    voting,
)

app_name = "elections"

urlpatterns = [
    path("", elections.Elections.as_view(), name="list"),
    path("call/", calling.Choose.as_view(), name="choose"),
    path("call/<slug:key>/", calling.Call.as_view(), name="call"),
    path("<slug:uid>/", elections.OneElection.as_view(), name="election"),
    path("<slug:uid>/change/", calling.Change.as_view(), name="change"),
    path("<slug:uid>/cancel/", calling.Cancel.as_view(), name="cancel"),
    path("<slug:uid>/nominations/close/", calling.CloseNominations.as_view(), name="close_nominations"),
    path("<slug:uid>/nominations/prolong/", calling.Prolong.as_view(), name="prolong"),
    path("<slug:uid>/open/", calling.OpenVoting.as_view(), name="open"),
    path("<slug:uid>/nominate/", nominating.Nominate.as_view(), name="nominate"),
    path("<slug:uid>/candidates/<slug:candidacy>/consent/", nominating.Consent.as_view(), name="consent"),
    path("<slug:uid>/candidates/<slug:candidacy>/decline/", nominating.Decline.as_view(), name="decline"),
    path("<slug:uid>/candidates/<slug:candidacy>/withdraw/", nominating.Withdraw.as_view(), name="withdraw"),
    path("<slug:uid>/candidates/<slug:candidacy>/refuse/", nominating.Refuse.as_view(), name="refuse"),
    path("<slug:uid>/candidates/<slug:candidacy>/statement/", nominating.State.as_view(), name="statement"),
    path("<slug:uid>/ballot/", voting.MyBallot.as_view(), name="ballot"),
    path("<slug:uid>/cast/", voting.Cast.as_view(), name="cast"),
    path("<slug:uid>/check/", voting.Check.as_view(), name="check"),
    path("<slug:uid>/roll/", roll.Roll.as_view(), name="roll"),
    path("<slug:uid>/remind/", roll.Remind.as_view(), name="remind"),
    path("<slug:uid>/close/", roll.Close.as_view(), name="close"),
    path("<slug:uid>/belenios/", belenios.Export.as_view(), name="belenios"),
    path("<slug:uid>/board/", board.BoardPage.as_view(), name="board"),
    path("<slug:uid>/board/file/", board.BoardFile.as_view(), name="board_file"),
    path("<slug:uid>/count/", counting.CountBallots.as_view(), name="count"),
    path("<slug:uid>/declare/", counting.Declare.as_view(), name="declare"),
    path("<slug:uid>/countback/", filling.Countback.as_view(), name="countback"),
    path("<slug:uid>/by-election/", filling.ByElection.as_view(), name="by_election"),
    path("<slug:uid>/candidates/<slug:candidacy>/drop-out/", filling.DropOut.as_view(), name="drop_out"),
    path("<slug:uid>/result/", results.Result.as_view(), name="result"),
    path("<slug:uid>/result/stages/", results.Rounds.as_view(), name="rounds"),
    re_path(
        r"^(?P<uid>[-\w]+)/result/stages/(?P<part>\d{1,3})\.(?P<form>svg|csv)$",
        results.RoundsFile.as_view(),
        name="rounds_file",
    ),
    path("<slug:uid>/result/ballots/", results.ResultFile.as_view(file="ballots"), name="ballots"),
    path("<slug:uid>/result/ballots.csv", results.ResultFile.as_view(file="ballots_csv"), name="ballots_csv"),
    path("<slug:uid>/result/account.csv", results.ResultFile.as_view(file="account_csv"), name="account_csv"),
    path("<slug:uid>/result/account.json", results.ResultFile.as_view(file="account_json"), name="account_json"),
    path("<slug:uid>/result/recount.pyz", results.ResultFile.as_view(file="recount"), name="recount"),
    path("<slug:uid>/result/<slug:candidacy>/", results.Why.as_view(), name="why"),
]
