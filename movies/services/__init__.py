"""The doors for writing films: what is in the catalogue, and what becomes of a film as a unit."""

from movies.services.catalogue import UpsertResult, upsert_movies
from movies.services.facts import Facts, clean_facts, make_slug
from movies.services.status import change_status

__all__ = ["Facts", "UpsertResult", "change_status", "clean_facts", "make_slug", "upsert_movies"]
