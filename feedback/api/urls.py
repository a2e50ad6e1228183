"""The API of reviews, under /api/."""

from django.urls import path

from feedback.api import views

app_name = "feedback-api"

urlpatterns = [
    path("feedback", views.FeedbackList.as_view(), name="list"),
    path("feedback/<int:pk>", views.FeedbackDetail.as_view(), name="detail"),
]
