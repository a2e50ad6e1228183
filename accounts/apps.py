from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from accounts import signals
        from accounts.models import User

        m2m_changed.connect(signals.mirror_roles, sender=User.groups.through)
        post_migrate.connect(signals.roles_after_migrate, dispatch_uid="accounts.roles")
