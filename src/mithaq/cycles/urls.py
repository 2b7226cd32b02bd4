"""Pages of this room."""

from django.urls import path

from mithaq.cycles.views import calendar, deliveries, milestones, roadmap

app_name = "cycles"

urlpatterns = [
    path("", calendar.Calendar.as_view(), name="calendar"),
    path("calendar.ics", calendar.Feed.as_view(), name="feed"),
    path("roadmap/", roadmap.Roadmap.as_view(), name="roadmap"),
    path("roadmap.<slug:form>", roadmap.RoadmapFile.as_view(), name="roadmap_file"),
    path("flows/", roadmap.Flows.as_view(), name="flows"),
    path("flows.<slug:form>", roadmap.FlowsFile.as_view(), name="flows_file"),
    path("delivered/", deliveries.Delivered.as_view(), name="delivered"),
    path("delivered/<str:clause>/", deliveries.OneClause.as_view(), name="delivered_clause"),
    path("delivered/<str:clause>/deliver/", deliveries.Deliver.as_view(), name="deliver"),
    path("deliveries/<slug:uid>/take-back/", deliveries.TakeBack.as_view(), name="take_back"),
    path("milestones/<slug:uid>/", milestones.OneMilestone.as_view(), name="milestone"),
    path("milestones/<slug:uid>/days/", milestones.Settle.as_view(), name="settle"),
    path("milestones/<slug:uid>/reached/", milestones.Reach.as_view(), name="reach"),
    path("milestones/<slug:uid>/reopen/", milestones.Reopen.as_view(), name="reopen"),
    path("milestones/<slug:uid>/ask/", milestones.Ask.as_view(), name="ask"),
    path("extensions/<slug:uid>/decide/", milestones.Decide.as_view(), name="decide"),
]
