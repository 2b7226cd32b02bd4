"""Addresses without a language: what machines ask for."""

from django.urls import include, path

from mithaq.portal import machines

urlpatterns = [
    path("api/v1/", include("mithaq.portal.api.urls")),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_part, name="sitemap_part"),
]
