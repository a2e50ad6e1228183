"""Every address of the site. Each app keeps its own in `<app>/urls.py` and `<app>/api/`."""

from django.conf import settings
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from analytics import urls as analytics_urls
from cinemapulse import views

urlpatterns = [
    *analytics_urls.site_patterns,
    path("accounts/", include("allauth.urls")),
    path("you/", include("accounts.urls")),
    path("movies/", include("movies.urls")),
    path("reviews/", include("feedback.urls")),
    path("dashboards/", include("analytics.urls")),
    path("favicon.ico", views.favicon, name="favicon"),
    path("contact/", views.contact, name="contact"),
    path("help/", views.help_center, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("terms/", views.terms, name="terms"),
    path("api/", include("accounts.api.urls")),
    path("api/", include("feedback.api.urls")),
    path("api/", include("analytics.api.urls")),
    path("api/schema", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs", views.ApiDocs.as_view(url_name="api-schema"), name="api-docs"),
    # Last of the API: an unknown address is a problem document in DEBUG too, where Django shows a page of its own.
    path("api/<path:rest>", views.api_not_found, name="api-not-found"),
    path("admin/", admin.site.urls),
]

handler400 = "cinemapulse.views.bad_request"
handler403 = "cinemapulse.views.permission_denied"
handler404 = "cinemapulse.views.not_found"
handler500 = "cinemapulse.views.server_error"

if settings.DEBUG and not settings.S3_BUCKET:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)
