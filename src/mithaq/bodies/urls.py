"""Pages of this room."""

from django.urls import path, re_path

from mithaq.bodies.views import beside, bodies, seating

app_name = "bodies"

urlpatterns = [
    path("", bodies.Bodies.as_view(), name="bodies"),
    re_path(r"^organigram\.(?P<form>svg|csv)$", bodies.OrganigramFile.as_view(), name="organigram_file"),
    path("groups/<slug:key>/open/", beside.OpenGroup.as_view(), name="open"),
    path("tenures/<slug:uid>/vacate/", seating.Vacate.as_view(), name="vacate"),
    path("tenures/<slug:uid>/leave/", seating.Leave.as_view(), name="leave"),
    path("tenures/<slug:uid>/occupant/", seating.Occupy.as_view(), name="occupy"),
    path("tenures/<slug:uid>/alternate/", seating.NameAlternate.as_view(), name="name_alternate"),
    path("waiting/<slug:uid>/stop/", seating.StopWaiting.as_view(), name="stop_waiting"),
    path("observers/<slug:uid>/release/", beside.ReleaseObserver.as_view(), name="release_observer"),
    path("<slug:key>/", bodies.OneBody.as_view(), name="body"),
    re_path(r"^(?P<key>[\w-]+)/seats\.(?P<form>svg|csv)$", bodies.SeatsFile.as_view(), name="seats_file"),
    path("<slug:key>/seat/", seating.Seat.as_view(), name="seat"),
    path("<slug:key>/ask/", seating.Ask.as_view(), name="ask"),
    path("<slug:key>/observe/", beside.InviteObserver.as_view(), name="invite_observer"),
    path("<slug:key>/contribution/", beside.RecordContribution.as_view(), name="record_contribution"),
    path("<slug:key>/chair/", beside.PassChair.as_view(), name="pass_chair"),
    path("<slug:key>/mandate/", beside.ExtendMandate.as_view(), name="extend_mandate"),
    path("<slug:key>/close/", beside.Close.as_view(), name="close"),
]
