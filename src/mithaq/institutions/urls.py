"""Pages of the members of an institution; its public face is the portal's."""

from django.urls import path

from mithaq.institutions import views

app_name = "institutions"

urlpatterns = [
    path("minute/", views.Minute.as_view(), name="minute"),
    path("settings/", views.Describe.as_view(), name="settings"),
    path("jobs/", views.Jobs.as_view(), name="jobs"),
    path("jobs/<slug:uid>/", views.OneJob.as_view(), name="job"),
]
