"""``python -m feedback.sentiment.build [--data DIR]``: rebuild the learned data files, byte for byte the same."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Final

#: One thread: sums in another order would round differently.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

OUT: Final = Path(__file__).resolve().parent.parent / "data"
# Beside the checkout: the labelled texts are no part of the project.
BESIDE: Final = Path(__file__).resolve().parents[4] / "shared" / "sentiment-data"
_LICENCE: Final = """\
# Licence: MIT, like the rest of CinemaPulse: numbers computed from the texts; no text and no label is copied here.
"""
ENGLISH: Final = f"""\
# Learned valences of English words and phrases in film reviews. Written by "python -m feedback.sentiment.build"; do
# not edit: write english.tsv instead, which wins.
# Origin: fitted on the training parts of the Large Movie Review Dataset (Maas et al., ACL 2011; no licence stated,
# asks for citation), the sentence polarity dataset (Pang & Lee, ACL 2005; CC BY 4.0 as distributed by NLTK), the
# Stanford Sentiment Treebank with its phrases (Socher et al., EMNLP 2013; asks for citation) and the graded snippets
# of VADER (Hutto & Gilbert, ICWSM 2014; MIT).
{_LICENCE}# Columns: words (lower case, hyphens written as spaces), valence in a short text, valence in a long
# one (-4..+4). A phrase adds to the words in it. Order: by words, in code point order.
"""
INDIAN: Final = f"""\
# Learned valences of the words of Tamil-English and Hindi-English comments, and of Tamil script. Written by
# "python -m feedback.sentiment.build"; do not edit: write indian.tsv instead, which wins.
# Origin: fitted on the training parts of DravidianCodeMix (Chakravarthi et al., LREV 2022; asks for citation) and of
# SentiMix Hindi-English (SemEval-2020 task 9; no licence stated).
{_LICENCE}# Columns: words (the most frequent spelling), language, valence (-4..+4). A phrase adds to the words in it.
# Order: by words, then language, in code point order.
"""
MARKERS: Final = f"""\
# Frequent words, in normalised spelling (spelling.py), that show which language a Latin-script comment is written in;
# they carry no opinion here. Written by "python -m feedback.sentiment.build"; do not edit: add to markers.tsv.
# Origin: counted in the same texts as learned_indian.tsv; words frequent in English reviews are left out.
{_LICENCE}# Columns: word, language. Order: by word, then language, in code point order.
"""


def main() -> None:
    """Rebuild both files."""
    parser = argparse.ArgumentParser(prog="python -m feedback.sentiment.build", description=__doc__)
    parser.add_argument("--data", type=Path, default=BESIDE, help="the training files")
    parser.add_argument("--only", choices=("english", "indian"), help="rebuild one of the two files")
    chosen = parser.parse_args()
    # Imported here, after the threads are set.
    from .english import English
    from .indian import learn_indian, learn_markers

    if chosen.only != "indian":
        lines = [f"{entry.words}\t{entry.short:+.2f}\t{entry.long:+.2f}\n" for entry in English(chosen.data).learn()]
        (OUT / "learned_english.tsv").write_text(ENGLISH + "".join(lines), encoding="utf-8")
    if chosen.only != "english":
        lines = [f"{words}\t{language}\t{number:+.2f}\n" for words, language, number in learn_indian(chosen.data)]
        (OUT / "learned_indian.tsv").write_text(INDIAN + "".join(lines), encoding="utf-8")
        lines = [f"{word}\t{language}\n" for word, language in learn_markers(chosen.data)]
        (OUT / "learned_markers.tsv").write_text(MARKERS + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
