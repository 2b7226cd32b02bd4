"""Pages of this room."""

from django.urls import path

from mithaq.cooperation import views

app_name = "cooperation"

urlpatterns = [
    path("", views.Gates.as_view(), name="gates"),
    path("at/<slug:key>/", views.OneGate.as_view(), name="gate"),
    path("at/<slug:key>/apply/", views.Apply.as_view(), name="apply"),
    path("admitted/", views.Admitted.as_view(), name="admitted"),
    path("mine/", views.Mine.as_view(), name="mine"),
    path("applications/", views.Applications.as_view(), name="applications"),
    path("applications/<slug:uid>/", views.OneApplication.as_view(), name="application"),
    path("applications/<slug:uid>/change/", views.Mend.as_view(), name="mend"),
    path("applications/<slug:uid>/send/", views.Send.as_view(), name="send"),
    path("applications/<slug:uid>/admit/", views.Admit.as_view(), name="admit"),
    path("applications/<slug:uid>/refuse/", views.Refuse.as_view(), name="refuse"),
]
