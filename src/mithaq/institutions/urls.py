"""Pages of the members of an institution; its public face is the portal's."""

from django.urls import path

from mithaq.institutions import term_views, views

app_name = "institutions"

urlpatterns = [
    path("minute/", views.Minute.as_view(), name="minute"),
    path("settings/", views.Describe.as_view(), name="settings"),
    path("terms/", term_views.Terms.as_view(), name="terms"),
    path("terms/add/", term_views.Add.as_view(), name="add_term"),
    path("terms/<slug:uid>/", term_views.Change.as_view(), name="change_term"),
    path("terms/<slug:uid>/remove/", term_views.Remove.as_view(), name="remove_term"),
    path("jobs/", views.Jobs.as_view(), name="jobs"),
    path("jobs/<slug:uid>/", views.OneJob.as_view(), name="job"),
]
