"""An analysis in words: for a page, a terminal, and those who cannot see colours."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from .types import Analysis, Contribution, Explanation

_LANGUAGES: Final = {
    "en": "English",
    "ta-en": "Tamil-English",
    "hi-en": "Hindi-English",
    "ta": "Tamil",
    "other": "unknown",
}
# Lone surrogates cannot be sent as UTF-8, and most control characters have no place in HTML.
_UNPRINTABLE: Final = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REPLACEMENT: Final = "\ufffd"


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub(_REPLACEMENT, text)


def _rules(contribution: Contribution) -> str:
    return ", ".join(rule.replace("_", " ") for rule in contribution.rules)


def _headline(analysis: Analysis) -> str:
    if analysis.label == "none":
        return "No opinion was found in this text."
    label = analysis.label.capitalize()
    return f"{label}: score {analysis.score:+.2f} on a scale from -1 to +1, {analysis.signal} signal."


def _text(analysis: Analysis) -> str:
    lines = [_headline(analysis)]
    if analysis.language != "en":
        lines.append(f"Language: {_LANGUAGES[analysis.language]}.")
    lines += [f'{item.weight:+.2f} "{_clean(item.words)}" ({_rules(item)})' for item in analysis.contributions]
    for name, aspect in analysis.aspects.items():
        plural = "" if aspect.mentions == 1 else "s"
        lines.append(f"About {name}: {aspect.score:+.2f} ({aspect.mentions} mention{plural})")
    return "\n".join(lines)


def _mark(contribution: Contribution) -> str:
    kind = "pos" if contribution.weight > 0 else "neg"
    weight = f"{contribution.weight:+.2f}"
    # The hidden words say what the colour says, to those who hear the page.
    return (
        f'<mark class="w-{kind}" data-weight="{weight}" title="{escape(_rules(contribution))}">'
        f"{escape(_clean(contribution.words))}"
        f'<span class="visually-hidden"> ({weight})</span></mark>'
    )


def _html(analysis: Analysis, text: str) -> str:
    parts, reached = [], 0
    for item in analysis.contributions:
        parts += [escape(_clean(text[reached : item.start])), _mark(item)]
        reached = item.end
    parts.append(escape(_clean(text[reached:])))
    return "".join(parts)


def explain(analysis: Analysis, text: str) -> Explanation:
    """Explain the analysis of ``text``; raises ``ValueError`` when it is the analysis of some other text."""
    if any(text[item.start : item.end] != item.words for item in analysis.contributions):
        raise ValueError("this is the analysis of another text")
    return Explanation(text=_text(analysis), html=_html(analysis, text))
