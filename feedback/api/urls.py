"""The API of reviews, under /api/."""

from django.urls import path

from feedback.api import views
from feedback.api.misread import Misread

app_name = "feedback-api"

urlpatterns = [
    path("feedback", views.FeedbackList.as_view(), name="list"),
    path("feedback/<int:pk>", views.FeedbackDetail.as_view(), name="detail"),
    path("feedback/<int:pk>/misread", Misread.as_view(), name="misread"),
]
