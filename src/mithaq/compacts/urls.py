"""The compact an institution works under."""

from django.urls import path

from mithaq.compacts import views

app_name = "compacts"

urlpatterns = [
    path("", views.OneCompact.as_view(), name="compact"),
    path("objectives/<int:number>/", views.Objective.as_view(), name="objective"),
    path("categories/", views.Categories.as_view(), name="categories"),
    path("states/", views.States.as_view(), name="states"),
]
