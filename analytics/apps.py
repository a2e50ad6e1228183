from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnalyticsConfig(AppConfig):
    name = "analytics"
    verbose_name = _("Analytics")

    def ready(self) -> None:
        from analytics.fold import fold_after_bulk
        from feedback.signals import bulk_recorded

        bulk_recorded.connect(fold_after_bulk, dispatch_uid="analytics.fold")
