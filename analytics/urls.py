"""Dashboards (`urlpatterns`, under /dashboards/) and the public pages that show figures (`site_patterns`)."""

from django.urls import URLPattern, path

app_name = "analytics"

urlpatterns: list[URLPattern] = []

site_patterns: list[URLPattern] = []
