"""Promises every model of ours keeps."""

from django.apps import apps
from django.db.models import UniqueConstraint

OURS = ("accounts", "movies", "feedback", "analytics", "cinemapulse")


def test_no_constraint_or_index_needs_a_condition_that_mysql_ignores() -> None:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for constraint in model._meta.constraints:
                assert not (isinstance(constraint, UniqueConstraint) and constraint.condition), (
                    f"{model.__name__}.{constraint.name}"
                )
            assert not [index.name for index in model._meta.indexes if index.condition], model.__name__


def test_every_model_is_on_the_admin_site() -> None:
    from django.contrib import admin

    missing = {
        model._meta.label
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not admin.site.is_registered(model) and model._meta.managed and not model._meta.auto_created
    }
    assert missing == set()
