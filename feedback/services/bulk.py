"""Many reviews at once, by the same rules: for the importer and the demo."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from feedback.journal import entry, values_of
from feedback.models import Feedback, FeedbackEvent, Kind, Source
from feedback.services.draft import Draft, InvalidDraft, apply_draft, clean_draft
from feedback.signals import bulk_recorded
from movies.models import Movie
from movies.models import Status as MovieStatus

# A rival (a viewer's own submission, another importer) may take a place between our look and our insert.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class BulkItem:
    """One review to store. `key` identifies it among all imports into this film."""

    user: User
    draft: Draft
    created_at: dt.datetime
    key: str | None = None


@dataclass(slots=True)
class BulkResult:
    """What became of a batch; the lists hold indexes into it."""

    stored: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)  # this key is stored already
    rejected: dict[int, str] = field(default_factory=dict)  # index -> why


def submit_many(*, movie: Movie, items: Sequence[BulkItem], source: Source, dry_run: bool = False) -> BulkResult:
    """Store a batch of reviews of one film with their journal entries, all or nothing, in one transaction.

    Items that are stored already (same key) are left alone, bad ones are rejected one by one; neither stops the
    others. Raises ValidationError when the film takes no reviews. Sends `bulk_recorded` after the commit.
    """
    if movie.status == MovieStatus.BLOCKED:
        raise ValidationError({"movie": [_("This film takes no reviews.")]})
    drafts, rejected = _clean(items)
    for attempt in range(1, ATTEMPTS + 1):
        result = BulkResult(rejected=dict(rejected))
        # Looked up and scored before the transaction, so that the one writer SQLite allows is not kept waiting.
        rows = _missing(movie, items, drafts, source, result)
        if dry_run:
            return result
        try:
            with transaction.atomic():
                _insert(rows, source)
            break
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
    if result.stored:
        bulk_recorded.send(sender=Feedback, count=len(result.stored))
    return result


def _clean(items: Sequence[BulkItem]) -> tuple[dict[int, Draft], dict[int, str]]:
    drafts: dict[int, Draft] = {}
    rejected: dict[int, str] = {}
    for index, item in enumerate(items):
        try:
            drafts[index] = clean_draft(item.draft)
        except InvalidDraft as error:
            rejected[index] = "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
    return drafts, rejected


def _missing(
    movie: Movie, items: Sequence[BulkItem], drafts: dict[int, Draft], source: Source, result: BulkResult
) -> list[Feedback]:
    """Unsaved rows for the items that are not stored yet; fills `result`."""
    keys = {items[index].key for index in drafts} - {None}
    users = {items[index].user.pk for index in drafts}
    stored = Feedback.objects.filter(movie=movie)
    known_keys = set(stored.filter(import_key__in=keys).values_list("import_key", flat=True))
    taken = set(stored.filter(user__in=users).values_list("user", flat=True))
    rows: list[Feedback] = []
    for index, draft in drafts.items():
        item = items[index]
        if item.key in known_keys:
            result.known.append(index)
        elif item.user.pk in taken:
            result.rejected[index] = _("author: this author has a review of this film already")
        else:
            taken.add(item.user.pk)
            if item.key is not None:
                known_keys.add(item.key)
            result.stored.append(index)
            row = Feedback(
                movie=movie,
                user=item.user,
                source=source,
                import_key=item.key,
                age_band=item.user.age_band,
                region=item.user.region,
                created_at=item.created_at,
            )
            apply_draft(row, draft)
            rows.append(row)
    return rows


def _insert(rows: list[Feedback], source: Source) -> None:
    Feedback.objects.bulk_create(rows, batch_size=500)
    if rows and not connection.features.can_return_rows_from_bulk_insert:
        # MySQL does not hand back the new ids; one review per viewer and film finds them again.
        ids = dict(
            Feedback.objects.filter(movie=rows[0].movie, user__in=[row.user_id for row in rows]).values_list(
                "user", "pk"
            )
        )
        for row in rows:
            row.pk = ids[row.user_id]
    FeedbackEvent.objects.bulk_create(
        [
            entry(
                feedback_id=row.pk,
                movie_id=row.movie_id,
                kind=Kind.CREATED,
                actor=None if source is Source.IMPORT else row.user,
                before=None,
                after=values_of(row),
            )
            for row in rows
        ],
        batch_size=500,
    )
