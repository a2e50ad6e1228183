from django.urls import path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.profile, name="profile"),
    path("photo/remove/", views.photo_remove, name="photo_remove"),
    path("roles/", views.roles, name="roles"),
]
