"""Dashboards (`urlpatterns`, under /dashboards/) and the public pages that show figures (`site_patterns`)."""

from django.urls import path

from analytics.views import control, dashboards, film, site

app_name = "analytics"

urlpatterns = [
    path("producer/", dashboards.producer, name="producer"),
    path("producer/<str:slug>/", dashboards.producer_film, name="producer_film"),
    path("insight/", dashboards.insight, name="insight"),
    path("control/", control.control, name="control"),
    path("control/films/<int:pk>/status/", control.unit_status, name="unit_status"),
]

site_patterns = [
    path("", site.landing, name="landing"),
    path("home/", site.home, name="home"),
    path("movies/", site.browse, name="browse"),
    path("movies/<str:slug>/", film.film, name="film"),
]
