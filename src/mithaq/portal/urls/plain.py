"""Addresses without a language: what machines ask for."""

from django.urls import path

from mithaq.portal import machines

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
]
