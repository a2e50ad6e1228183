"""One analysis for a person at a terminal."""

import re
from typing import Final

from django.utils.termcolors import make_style

from feedback.sentiment import Analysis, Contribution

# What would steer the terminal instead of being shown: control characters, lone surrogates, direction overrides.
_UNSHOWABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STYLES: Final = {
    "positive": make_style(fg="green", opts=("bold",)),
    "negative": make_style(fg="red", opts=("bold",)),
    "neutral": make_style(fg="yellow"),
    "none": make_style(fg="yellow"),
    "dim": make_style(fg="cyan"),
}


def explanation(text: str, analysis: Analysis, *, colours: bool) -> str:
    """The text with its marked words, the figures, each contribution with its rules, and the aspects."""

    def paint(style: str, words: str) -> str:
        return _STYLES[style](words) if colours else words

    def tone(weight: float) -> str:
        return "positive" if weight > 0 else "negative" if weight < 0 else "neutral"

    def mark(item: Contribution) -> str:
        words = _clean(item.words)
        return paint(tone(item.weight), words) if colours else f"[{words}]"

    parts, reached = [], 0
    for item in analysis.contributions:
        parts += [_clean(text[reached : item.start]), mark(item)]
        reached = item.end
    parts.append(_clean(text[reached:]))
    lines = [
        "".join(parts),
        "",
        f"label     {paint(analysis.label, analysis.label)}",
        f"score     {analysis.score:+.3f}",
        f"signal    {analysis.signal}",
        f"language  {analysis.language}",
        f"version   {analysis.version}",
    ]
    if analysis.contributions:
        lines += ["", paint("dim", "contributions")]
        width = max(len(_words(item)) for item in analysis.contributions)
        lines += [
            f"  {paint(tone(item.weight), f'{item.weight:+6.2f}')}  {_words(item):<{width}}  {', '.join(item.rules)}"
            for item in analysis.contributions
        ]
    if analysis.aspects:
        lines += ["", paint("dim", "aspects")]
        lines += [
            f"  {paint(tone(aspect.score), f'{aspect.score:+6.2f}')}  {name:<10}  "
            f"{aspect.mentions} mention{'' if aspect.mentions == 1 else 's'}"
            for name, aspect in analysis.aspects.items()
        ]
    return "\n".join(lines)


def _clean(text: str) -> str:
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r\n", "\n"))


def _words(item: Contribution) -> str:
    return " ".join(_clean(item.words).split())
