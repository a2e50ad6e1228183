from django.urls import path

from accounts.api import views

urlpatterns = [
    path("login", views.Login.as_view(), name="api-login"),
    path("logout", views.Logout.as_view(), name="api-logout"),
    path("signup", views.Signup.as_view(), name="api-signup"),
    path("me", views.Me.as_view(), name="api-me"),
]
