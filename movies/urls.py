"""Addresses under /movies/ that need no figures; the film page and the catalogue are in analytics."""

from django.urls import path

from movies import views

app_name = "movies"

urlpatterns = [
    path("<str:slug>/poster.svg", views.poster, name="poster"),
]
