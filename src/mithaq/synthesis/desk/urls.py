"""Addresses of the drafting desk, below those of its synthesis."""

from django.urls import path

from mithaq.synthesis.desk import acts, views

urlpatterns = [
    path("desk/", views.Desks.as_view(), name="desks"),
    path("<slug:uid>/desk/", views.Desk.as_view(), name="desk"),
    path("<slug:uid>/desk/<slug:key>/", views.OneSection.as_view(), name="desk_section"),
    path("<slug:uid>/write/", views.Write.as_view(), name="desk_write"),
    path("<slug:uid>/passages/", views.Passages.as_view(), name="desk_passages"),
    path("<slug:uid>/passages/leave-out/", acts.LeaveOut.as_view(), name="leave_out"),
    path("<slug:uid>/line/<slug:line>/", views.OneLine.as_view(), name="line"),
    path("<slug:uid>/line/<slug:line>/translate/", views.Translate.as_view(), name="translate_line"),
    path("<slug:uid>/line/<slug:line>/count/", views.Behind.as_view(), name="line_count"),
    path("<slug:uid>/line/<slug:line>/uncite/", acts.Uncite.as_view(), name="uncite"),
    path("<slug:uid>/line/<slug:line>/move/", acts.Move.as_view(), name="move_line"),
    path("<slug:uid>/line/<slug:line>/remove/", acts.Remove.as_view(), name="remove_line"),
    path("<slug:uid>/line/<slug:line>/restore/", acts.Restore.as_view(), name="restore_line"),
    path("<slug:uid>/line/<slug:line>/comment/", acts.Say.as_view(), name="comment"),
    path("<slug:uid>/line/<slug:line>/settle/", acts.Settle.as_view(), name="settle_comment"),
    path("<slug:uid>/line/<slug:line>/take/", acts.Take.as_view(), name="take"),
    path("<slug:uid>/line/<slug:line>/dismiss/", acts.Dismiss.as_view(), name="dismiss"),
    path("<slug:uid>/line/<slug:line>/put-back/", acts.PutBack.as_view(), name="put_back"),
]
