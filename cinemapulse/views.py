"""Pages that belong to the site and to no app: contact, help, legal texts, errors, the API's documentation."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from drf_spectacular.views import SpectacularSwaggerSplitView

from cinemapulse.core.problems import CONTENT_TYPE, problem
from cinemapulse.core.text import clean_text, one_line
from cinemapulse.models import ContactMessage


class ContactForm(forms.ModelForm[ContactMessage]):
    class Meta:
        model = ContactMessage
        fields = ["name", "email", "message"]

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_message(self) -> str:
        return clean_text(self.cleaned_data["message"])


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """A message to the operator: stored first, then mailed, so that a dead mail server loses nothing."""
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        message = form.save()
        EmailMessage(
            subject=f"[CinemaPulse] Message from {message.name}",
            body=message.message,
            to=[settings.CONTACT_EMAIL],
            reply_to=[message.email],
        ).send(fail_silently=True)
        messages.success(request, _("Message sent. We answer by mail."))
        return redirect("contact")
    return render(request, "pages/contact.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for the icon of a page that names none: the API's answers, the admin site."""
    return redirect(static("img/favicon.svg"))


@require_GET
def help_center(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_GET
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/terms.html")


class ApiDocs(SpectacularSwaggerSplitView):
    """Swagger UI from our own server; its script is a file of its own, as the content policy asks."""

    template_name = "api/docs.html"


def _error(request: HttpRequest, code: int, detail: str) -> HttpResponse:
    """An error in the form its caller reads: problem details under /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        return JsonResponse(problem(code, detail), status=code, content_type=CONTENT_TYPE)
    return render(request, f"errors/{code}.html", {"detail": detail}, status=code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 400, _("The request could not be read."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, str(exception or ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _error(request, 403, _("The form had expired. Go back, load the page again and send it once more."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404, _("There is nothing at this address."))


def api_not_found(request: HttpRequest, rest: str) -> HttpResponse:
    return not_found(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Renders without context processors: one of them may be what failed."""
    if request.path.startswith("/api/"):
        return _error(request, 500, _("Something went wrong on our side; it has been logged."))
    return HttpResponse(render_to_string("errors/500.html"), status=500)
