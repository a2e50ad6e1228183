"""What happens to an uploaded picture before anything of it is stored."""

import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cinemapulse.core.images import clean_image


def encoded(format: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    out = BytesIO()
    Image.new(mode, size).save(out, format, **options)
    return out.getvalue()


def cleaned(data: bytes, name: str = "picture.png", **changes: Any) -> ContentFile[bytes]:
    limits: dict[str, Any] = {"max_bytes": 100_000, "max_pixels": 1_000_000, "size_limit": (32, 32)}
    return clean_image(SimpleUploadedFile(name, data), **{**limits, **changes})


def opened(file: ContentFile[bytes]) -> Image.Image:
    return Image.open(BytesIO(file.read()))


def refusal(data: bytes, **changes: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        cleaned(data, **changes)
    assert caught.value.code is not None
    return caught.value.code


def png_claiming(width: int, height: int) -> bytes:
    """A small PNG whose header claims another size."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 2000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("format", "extension"), [("WEBP", ".webp"), ("JPEG", ".jpg")])
def test_a_picture_becomes_our_own_encoding_under_a_random_name(format: str, extension: str) -> None:
    first, second = (cleaned(encoded(), "../../evil.php", format=format) for _ in range(2))
    assert first.name != second.name
    assert first.name is not None
    assert first.name.endswith(extension)
    assert "evil" not in first.name
    picture = opened(first)
    assert (picture.format, picture.mode, picture.size) == (format, "RGB", (32, 21))


def test_a_small_picture_is_not_enlarged() -> None:
    assert opened(cleaned(encoded(size=(9, 7)))).size == (9, 7)


@pytest.mark.parametrize("size", [(60, 40), (40, 60), (1, 900), (33, 32)])
def test_a_square_is_cut_from_the_middle(size: tuple[int, int]) -> None:
    picture = opened(cleaned(encoded(size=size), square=True))
    assert picture.width == picture.height <= 32


def test_the_middle_is_kept() -> None:
    source = Image.new("RGB", (90, 30), "black")
    source.paste("white", (30, 0, 60, 30))
    out = BytesIO()
    source.save(out, "PNG")
    assert opened(cleaned(out.getvalue(), square=True)).getpixel((1, 15)) == (255, 255, 255)


def test_metadata_and_place_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it upright
    exif[0x010E] = "where I live"
    data = encoded("JPEG", exif=exif, comment=b"a secret comment", icc_profile=b"profile" * 40)
    for format in ("JPEG", "WEBP"):
        file = cleaned(data, format=format)
        raw = file.read()
        assert b"where I live" not in raw
        assert b"secret comment" not in raw
        picture = Image.open(BytesIO(raw))
        assert not picture.getexif()
        assert "icc_profile" not in picture.info
        assert picture.width < picture.height


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_read(mode: str) -> None:
    assert opened(cleaned(encoded(mode=mode))).mode == "RGB"


def test_a_cmyk_jpeg_is_read() -> None:
    assert opened(cleaned(encoded("JPEG", "CMYK"))).mode == "RGB"


def test_sixteen_bits_keep_their_shades() -> None:
    out = BytesIO()
    Image.new("I;16", (8, 8), 32768).save(out, "PNG")
    shade = opened(cleaned(out.getvalue())).getpixel((4, 4))
    assert isinstance(shade, tuple)
    assert 120 <= shade[0] <= 136


def test_transparency_is_laid_on_white() -> None:
    assert opened(cleaned(encoded(mode="RGBA"))).getpixel((5, 5)) == (255, 255, 255)


def test_a_transparent_palette_is_laid_on_white() -> None:
    source = Image.new("P", (8, 8), 0)
    source.putpalette([10, 20, 30] * 256)
    out = BytesIO()
    source.save(out, "PNG", transparency=0)
    assert opened(cleaned(out.getvalue())).getpixel((4, 4)) == (255, 255, 255)


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_stays(format: str) -> None:
    frames = [Image.new("RGB", (20, 20), shade) for shade in ("red", "blue", "green")]
    out = BytesIO()
    frames[0].save(out, format, save_all=True, append_images=frames[1:])
    picture = opened(cleaned(out.getvalue()))
    assert getattr(picture, "n_frames", 1) == 1
    red = picture.getpixel((10, 10))
    assert isinstance(red, tuple)
    assert red[0] > 200


def test_the_content_decides_not_the_extension() -> None:
    assert opened(cleaned(encoded("PNG"), "holiday.jpg")).format == "WEBP"
    assert refusal(b"<html><script>alert(1)</script>") == "not_an_image"


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"\0" * 500,
        encoded("BMP"),
        encoded("TIFF"),
        encoded("ICO", size=(16, 16)),
    ],
)
def test_what_is_not_an_accepted_picture_is_refused(data: bytes) -> None:
    assert refusal(data) in {"not_an_image", "damaged"}


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_truncated_picture_is_refused(format: str, share: float) -> None:
    noise = Image.effect_noise((200, 200), 60)
    out = BytesIO()
    noise.convert("P" if format == "GIF" else "RGB").save(out, format)
    data = out.getvalue()
    assert refusal(data[: int(len(data) * share)], max_bytes=10**6) in {"not_an_image", "damaged"}


def test_nothing_and_too_much_are_refused() -> None:
    assert refusal(b"") == "empty"
    assert refusal(encoded() + b"\0" * 100_000) == "too_large"
    assert len(cleaned(encoded().ljust(100_000, b"\0"))) > 0


@pytest.mark.parametrize("size", [(2000, 501), (50_000, 50_000), (2**31 - 1, 2**31 - 1), (12_000, 9_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    assert refusal(png_claiming(*size)) in {"too_many_pixels", "not_an_image"}


def test_the_message_says_the_limit() -> None:
    with pytest.raises(ValidationError, match=r"at most 1 megapixels"):
        cleaned(png_claiming(2000, 2000))
    with pytest.raises(ValidationError, match=r"at most 0\.1 MB"):
        cleaned(b"x" * 100_001)
