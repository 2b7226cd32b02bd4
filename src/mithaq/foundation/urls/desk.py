"""The operator's desk: letters, jobs and the register of acts of the installation itself."""

from django.urls import path

from mithaq.foundation.views import desk

app_name = "desk"

urlpatterns = [
    path("letters/", desk.Letters.as_view(), name="letters"),
    path("jobs/", desk.Jobs.as_view(), name="jobs"),
    path("minute/", desk.Minute.as_view(), name="minute"),
]
