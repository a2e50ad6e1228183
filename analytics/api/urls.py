from django.urls import path

from analytics.api.views import MovieDetail, MovieList

urlpatterns = [
    path("movies", MovieList.as_view(), name="api-movies"),
    path("movies/<int:pk>", MovieDetail.as_view(), name="api-movie"),
]
