"""The only door for writing reviews. The page, the API, the admin, the importer and the demo all come through here."""

from feedback.services.bulk import BulkItem, BulkResult, submit_many
from feedback.services.draft import Draft, InvalidDraft, clean_draft, draft_of
from feedback.services.erase import erase_many
from feedback.services.misread import report_misread, withdraw_misread
from feedback.services.rescore import Rescoring, stale
from feedback.services.write import AlreadyReviewed, amend, edit, hide, remove, restore, submit

__all__ = [
    "AlreadyReviewed",
    "BulkItem",
    "BulkResult",
    "Draft",
    "InvalidDraft",
    "Rescoring",
    "amend",
    "clean_draft",
    "draft_of",
    "edit",
    "erase_many",
    "hide",
    "remove",
    "report_misread",
    "restore",
    "stale",
    "submit",
    "submit_many",
    "withdraw_misread",
]
