"""Posters drawn from a film's facts."""

from functools import lru_cache

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from movies.models import Movie
from movies.posters import render_poster

YEAR = 365 * 24 * 3600
HOUR = 3600


@require_safe
@csp_replace({"default-src": ["'none'"]})  # type: ignore[arg-type]  # its types know no view with arguments
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """The drawn poster as SVG. With the current `?v=` it may be kept for good, without for an hour."""
    movie = Movie.objects.filter(slug=slug).first()
    # Only a film that is out of sight asks who you are: all other posters are the same for everybody, so that a
    # shared cache may keep them.
    if movie is None or not (movie.is_public or Movie.objects.visible_to(request.user).filter(pk=movie.pk).exists()):
        raise Http404(_("There is no such film."))
    version = movie.poster_version
    response = get_conditional_response(request, etag=f'"{version}"')
    if response is None or response.status_code != 304:
        drawing = _drawing(movie.title, movie.slug, movie.category, movie.release_year)
        response = HttpResponse(drawing, content_type="image/svg+xml")
    response["ETag"] = f'"{version}"'
    scope = "public" if movie.is_public else "private"
    age = f"max-age={YEAR}, immutable" if request.GET.get("v") == version else f"max-age={HOUR}"
    response["Cache-Control"] = f"{scope}, {age}"
    return response


@lru_cache(maxsize=256)
def _drawing(title: str, slug: str, category: str, year: int | None) -> bytes:
    """About 10 kB each, and a few milliseconds."""
    return render_poster(title, slug=slug, category=category, year=year).encode()
