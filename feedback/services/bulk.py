"""Many reviews at once, by the same rules: for the importer and the demo."""

import copy
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
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
_MYSQL_DEADLOCK = 1213


@dataclass(frozen=True, slots=True)
class BulkItem:
    """One review to store. `key` identifies it among all imports into this film.

    `user` may be an account that is not stored yet (accounts.imported): the one with its email is taken, and made
    in the same transaction where there is none.
    """

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
    if Movie.objects.filter(pk=movie.pk, status=MovieStatus.BLOCKED).exists():
        raise ValidationError({"movie": [_("This film takes no reviews.")]})
    drafts, rejected = _clean(items)
    for attempt in range(1, ATTEMPTS + 1):
        result = BulkResult(rejected=dict(rejected))
        authors = _choose(movie, items, drafts, result)
        if dry_run:
            return result
        # Scored before the transaction, so that the one writer SQLite allows is not kept waiting.
        rows = [_row(movie, items[index], drafts[index], authors[index], source) for index in result.stored]
        try:
            with transaction.atomic():
                _insert(rows, source)
            break
        except (IntegrityError, OperationalError) as error:
            if attempt == ATTEMPTS or not _rival(error):
                raise
    if result.stored:
        # What listens can catch up later from the journal; the reviews are stored whatever happens to it.
        bulk_recorded.send_robust(sender=Feedback, count=len(result.stored))
    return result


def _rival(error: Exception) -> bool:
    """Whether another writer was quicker, so that looking again helps."""
    return isinstance(error, IntegrityError) or error.args[:1] == (_MYSQL_DEADLOCK,)


def _clean(items: Sequence[BulkItem]) -> tuple[dict[int, Draft], dict[int, str]]:
    drafts: dict[int, Draft] = {}
    rejected: dict[int, str] = {}
    for index, item in enumerate(items):
        try:
            drafts[index] = clean_draft(item.draft)
        except InvalidDraft as error:
            rejected[index] = "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
    return drafts, rejected


def _choose(movie: Movie, items: Sequence[BulkItem], drafts: dict[int, Draft], result: BulkResult) -> dict[int, User]:
    """Sort the clean items into stored, known and rejected; returns the authors of those to store, by index."""
    reviews = Feedback.objects.filter(movie=movie)
    keys = {items[index].key for index in drafts} - {None}
    known_keys = set(reviews.filter(import_key__in=keys).values_list("import_key", flat=True))
    fresh = [index for index in drafts if items[index].key not in known_keys]
    accounts = _accounts([items[index].user for index in fresh])
    stored = [account.pk for account in accounts.values() if account.pk is not None]
    writers = set(reviews.filter(user__in=stored).values_list("user", flat=True)) if stored else set()
    taken = {email for email, account in accounts.items() if account.pk in writers}
    authors: dict[int, User] = {}
    for index in drafts:
        user, key = items[index].user, items[index].key
        if key in known_keys:
            result.known.append(index)
        elif user.email in taken:
            result.rejected[index] = _("author: this author has a review of this film already")
        elif accounts[user.email].origin != user.origin:
            result.rejected[index] = _("author: somebody else's account has this author's address")
        else:
            taken.add(user.email)
            if key is not None:
                known_keys.add(key)
            result.stored.append(index)
            authors[index] = accounts[user.email]
    return authors


def _accounts(users: Sequence[User]) -> dict[str, User]:
    """The account to use for each email: the stored one, else a copy still to be stored."""
    accounts = {user.email: user for user in users}
    new = [email for email, user in accounts.items() if user.pk is None]
    if new:
        stored = User.objects.filter(email__in=new).only("email", "origin", "age_band", "region")
        found = {user.email: user for user in stored}
        accounts |= {email: found.get(email) or copy.copy(accounts[email]) for email in new}
    return accounts


def _row(movie: Movie, item: BulkItem, draft: Draft, author: User, source: Source) -> Feedback:
    row = Feedback(
        movie=movie,
        user=author,
        source=source,
        import_key=item.key,
        age_band=author.age_band,
        region=author.region,
        created_at=item.created_at,
    )
    apply_draft(row, draft)
    return row


def _insert(rows: list[Feedback], source: Source) -> None:
    new = [row.user for row in rows if row.user.pk is None]
    User.objects.bulk_create(new, batch_size=500)
    _number(new)
    for row in rows:
        row.user_id = row.user.pk
    Feedback.objects.bulk_create(rows, batch_size=500)
    _number_reviews(rows)
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


def _number(accounts: list[User]) -> None:
    """MySQL does not hand back the ids of new rows; the email finds them again."""
    if accounts and not connection.features.can_return_rows_from_bulk_insert:
        emails = [account.email for account in accounts]
        ids = dict(User.objects.filter(email__in=emails).values_list("email", "pk"))
        for account in accounts:
            account.pk = ids[account.email]


def _number_reviews(rows: list[Feedback]) -> None:
    """As above; one review per viewer and film finds them again."""
    if rows and not connection.features.can_return_rows_from_bulk_insert:
        writers = [row.user_id for row in rows]
        ids = dict(Feedback.objects.filter(movie=rows[0].movie, user__in=writers).values_list("user", "pk"))
        for row in rows:
            row.pk = ids[row.user_id]
