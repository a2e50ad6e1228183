"""Pages about reviews, under /reviews/."""

from django.urls import path

from feedback import views

app_name = "feedback"

urlpatterns = [
    path("", views.mine, name="mine"),
    path("of/<str:slug>/", views.submit, name="submit"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/remove/", views.remove, name="remove"),
    path("<int:pk>/hide/", views.hide, name="hide"),
    path("<int:pk>/restore/", views.restore, name="restore"),
    path("<int:pk>/reading/", views.reading, name="reading"),
    path("<int:pk>/misread/", views.misread, name="misread"),
    path("<int:pk>/misread/undo/", views.misread_undo, name="misread_undo"),
]
