"""Logistic regression, its columns scaled by naive Bayes: each key gets the weight that separates praise from blame."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np  # type: ignore[import-not-found, unused-ignore]
import scipy.sparse as sp  # type: ignore[import-not-found, import-untyped, unused-ignore]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found, import-untyped, unused-ignore]


class Lesson(NamedTuple):
    """Texts with what is known about them."""

    matrix: sp.csr_matrix
    offset: np.ndarray
    liked: np.ndarray
    """Probability that the text is praise, 0 to 1."""
    weight: float | np.ndarray


def _log_ratio(matrix: sp.csr_matrix, liked: np.ndarray, weight: np.ndarray) -> np.ndarray:
    up, down = matrix.copy(), matrix.copy()
    up.data = np.maximum(up.data, 0)
    down.data = np.maximum(-down.data, 0)
    # What is turned by a negation counts for the other side.
    good = (weight * liked) @ up + (weight * (1 - liked)) @ down + 1
    bad = (weight * (1 - liked)) @ up + (weight * liked) @ down + 1
    ratio: np.ndarray = np.log((good / good.sum()) / (bad / bad.sum()))
    return ratio


def fit(
    lessons: list[Lesson], strength: float, prior: np.ndarray | None = None, *, intercept: bool = True
) -> tuple[np.ndarray, float]:
    """Weights of the columns, and how much one unit of hand-written valence is worth in the same terms."""
    matrix = sp.vstack([lesson.matrix for lesson in lessons]).tocsr()
    offset = np.concatenate([lesson.offset for lesson in lessons])
    liked = np.concatenate([lesson.liked for lesson in lessons])
    weight = np.concatenate([np.broadcast_to(lesson.weight, len(lesson.liked)) for lesson in lessons])
    scale = sp.diags(_log_ratio(matrix, liked, weight))
    columns = [matrix @ scale, sp.csr_matrix(offset[:, None])]
    if prior is not None:
        # What long reviews taught is believed as far as it helps: one column, hardly held back.
        columns.append(sp.csr_matrix((matrix @ prior)[:, None] * 3))
    whole = sp.hstack(columns).tocsr()
    for_, against = np.nonzero(liked > 0)[0], np.nonzero(liked < 1)[0]
    model = LogisticRegression(
        C=strength, solver="liblinear", fit_intercept=intercept, max_iter=100, random_state=0, tol=1e-2
    )
    model.fit(
        sp.vstack([whole[for_], whole[against]]),
        np.concatenate([np.ones(len(for_)), np.zeros(len(against))]),
        sample_weight=np.concatenate([(weight * liked)[for_], (weight * (1 - liked))[against]]),
    )
    found = model.coef_[0]
    count = matrix.shape[1]
    weights = found[:count] * scale.diagonal()
    if prior is not None:
        weights = weights + found[count + 1] * 3 * prior
    return weights, float(found[count])
