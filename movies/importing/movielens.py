"""The layout of MovieLens: `movieId,title,genres` with titles like "Matrix, The (1999)"."""

import re
from typing import Final

HEADER: Final = ("movieId", "title", "genres")
NO_GENRES: Final = "(no genres listed)"
_YEAR = re.compile(r"\s*\(\s*([0-9]{4})\s*(?:[-–][0-9 ]*)?\)\s*$")
_ARTICLES: Final = (
    "The|A|An|La|Le|Les|L'|Un|Une|El|Los|Las|Lo|Il|I|Gli|Der|Die|Das|Ein|Eine|Den|Det|De|Het|En|Et|O|Os|As"
)
# "City of Lost Children, The (Cité des enfants perdus, La)": the title and each bracket have an article of their own.
_TRAILING_ARTICLE = re.compile(rf"(^|\()([^()]+), ({_ARTICLES})(?=\s*(?:\(|\)|$))")


def title_and_year(text: str) -> tuple[str, int | None]:
    """ "Matrix, The (1999)" as "The Matrix" and 1999."""
    found = _YEAR.search(text)
    title = text[: found.start()] if found else text.strip()
    return _TRAILING_ARTICLE.sub(_article_first, title), int(found[1]) if found else None


def _article_first(found: re.Match[str]) -> str:
    bracket, title, article = found.groups()
    return f"{bracket}{article}{'' if article.endswith(chr(39)) else ' '}{title}"


def genres(text: str) -> list[str]:
    return [] if text.strip() == NO_GENRES else text.split("|")
