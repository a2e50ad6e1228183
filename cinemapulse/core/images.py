"""Uploaded pictures: judged by content, never by name, and stored only as our own fresh encoding."""

import secrets
from io import BytesIO
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

# What Pillow may try. No vector or document format: those can hold scripts or call other programs.
ACCEPTED: Final = ("JPEG", "PNG", "WEBP", "GIF")
EXTENSIONS: Final = {"WEBP": "webp", "JPEG": "jpg"}
_WHITE: Final = (255, 255, 255)
_QUALITY: Final = 85


def clean_image(
    file: File[Any],
    *,
    max_bytes: int,
    max_pixels: int,
    size_limit: tuple[int, int],
    format: str = "WEBP",
    square: bool = False,
) -> ContentFile[bytes]:
    """Check `file` and return it re-encoded as `format` ("WEBP" or "JPEG") under a random name.

    At most `max_bytes` are read, and at most `max_pixels` (width x height, known from the header) decoded.
    The result is upright, RGB, at most `size_limit` (width, height) pixels, never enlarged, with `square` cut
    to its middle, and carries no metadata (EXIF, place, colour profile, comments). Of an animation the first
    frame stays. Raises ValidationError.
    """
    data = _read(file, max_bytes)
    try:
        with _open(data) as source:
            width, height = source.size
            if width * height > max_pixels:
                raise _too_many_pixels(max_pixels)
            picture = _upright_rgb(source, size_limit)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(max_pixels) from error
    except Exception as error:  # decoders raise whatever they stumble on in a damaged file
        raise ValidationError(
            _("The picture is damaged and cannot be read. Save it again and send it once more."),
            code="damaged",
        ) from error
    if square:
        picture = _middle_square(picture)
    picture.thumbnail(size_limit, Image.Resampling.LANCZOS)
    return _encode(picture, format)


def _read(file: File[Any], max_bytes: int) -> bytes:
    file.seek(0)
    data: bytes = file.read(max_bytes + 1)
    if not data:
        raise ValidationError(_("The file is empty."), code="empty")
    if len(data) > max_bytes:
        raise ValidationError(
            _("The picture is too large: at most %(limit)s MB."),
            code="too_large",
            params={"limit": f"{max_bytes / 1_000_000:g}"},
        )
    return data


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=ACCEPTED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise
    except Exception as error:  # as above: not only Pillow's own UnidentifiedImageError
        raise ValidationError(
            _("This is not a picture we can read. Send a JPEG, PNG, WebP or GIF file."), code="not_an_image"
        ) from error


def _too_many_pixels(max_pixels: int) -> ValidationError:
    return ValidationError(
        _("The picture has too many pixels: at most %(limit)s megapixels."),
        code="too_many_pixels",
        params={"limit": f"{max_pixels / 1_000_000:g}"},
    )


def _upright_rgb(source: Image.Image, size_limit: tuple[int, int]) -> Image.Image:
    """`source` decoded, turned as its EXIF says, on white where it is transparent: nothing but pixels."""
    # A JPEG can be decoded at a half, quarter or eighth of its size: far less memory for a phone's photo.
    side = 2 * max(size_limit)
    source.draft(None, (side, side))
    source.load()
    picture = ImageOps.exif_transpose(source)
    if picture.mode.startswith(("I", "F")):
        # 16 bits a pixel; a plain conversion would clip nearly everything to white.
        picture = picture.convert("F").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        canvas = Image.new("RGB", picture.size, _WHITE)
        canvas.paste(picture, mask=picture.getchannel("A"))
        return canvas
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture.convert("RGB"))
    return fresh


def _middle_square(picture: Image.Image) -> Image.Image:
    width, height = picture.size
    side = min(width, height)
    left, top = (width - side) // 2, (height - side) // 2
    return picture.crop((left, top, left + side, top + side))


def _encode(picture: Image.Image, format: str) -> ContentFile[bytes]:
    out = BytesIO()
    options: dict[str, Any] = {"method": 4} if format == "WEBP" else {"optimize": True, "progressive": True}
    picture.save(out, format, quality=_QUALITY, **options)
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(16)}.{EXTENSIONS[format]}")
