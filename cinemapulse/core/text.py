"""Text as people send it, made safe to store on every engine."""

import re

# C0 and C1 controls except tab and newline; lone surrogates, which UTF-8 cannot hold; the two non-characters.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean_text(text: str) -> str:
    """`text` trimmed, with newlines as "\\n" and without characters that mean nothing and cannot be stored."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def one_line(text: str) -> str:
    """`clean_text` with every run of white space made one space: for names and titles."""
    return " ".join(clean_text(text).split())


def spreadsheet_safe(text: str) -> str:
    """`text` for a cell of a CSV file, so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
