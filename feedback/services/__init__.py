"""The only door for writing reviews. The page, the API, the admin, the importer and the demo all come through here."""

from feedback.services.bulk import BulkItem, BulkResult, submit_many
from feedback.services.draft import Draft, InvalidDraft, clean_draft, draft_of
from feedback.services.erase import erase_many
from feedback.services.write import AlreadyReviewed, amend, edit, hide, remove, restore, submit

__all__ = [
    "AlreadyReviewed",
    "BulkItem",
    "BulkResult",
    "Draft",
    "InvalidDraft",
    "amend",
    "clean_draft",
    "draft_of",
    "edit",
    "erase_many",
    "hide",
    "remove",
    "restore",
    "submit",
    "submit_many",
]
