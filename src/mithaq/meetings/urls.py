"""Pages of this room: meetings and their minutes, motions and how they are decided."""

from django.urls import path

from mithaq.meetings.views import attending, meetings, minutes, motions, voting

app_name = "meetings"

urlpatterns = [
    path("", meetings.Meetings.as_view(), name="list"),
    path("call/", meetings.Call.as_view(), name="call"),
    path("decisions/", motions.Motions.as_view(), name="motions"),
    path("decisions/propose/", motions.Propose.as_view(), name="propose"),
    path("decisions/<slug:uid>/", motions.OneMotion.as_view(), name="motion"),
    path("decisions/<slug:uid>/position/", voting.TakePosition.as_view(), name="position"),
    path("decisions/<slug:uid>/consult/", voting.Consult.as_view(), name="consult"),
    path("decisions/<slug:uid>/answer/", voting.GiveAnswer.as_view(), name="answer"),
    path("decisions/<slug:uid>/close/", voting.Close.as_view(), name="close"),
    path("decisions/<slug:uid>/withdraw/", motions.Withdraw.as_view(), name="withdraw"),
    path("<slug:uid>/", meetings.OneMeeting.as_view(), name="meeting"),
    path("<slug:uid>/change/", meetings.Change.as_view(), name="change"),
    path("<slug:uid>/cancel/", meetings.Cancel.as_view(), name="cancel"),
    path("<slug:uid>/invite/", attending.Invite.as_view(), name="invite"),
    path("<slug:uid>/attendance/", attending.NoteAttendance.as_view(), name="attendance"),
    path("<slug:uid>/minutes/", minutes.Write.as_view(), name="minutes"),
    path("<slug:uid>/minutes/publish/", minutes.Publish.as_view(), name="publish"),
    path("<slug:uid>/minutes/take-back/", minutes.TakeBack.as_view(), name="take_back"),
]
