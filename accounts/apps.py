from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import m2m_changed, post_migrate, pre_delete
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_reset, password_set
        from django.contrib.auth.models import Group

        from accounts import signals
        from accounts.models import User

        m2m_changed.connect(signals.mirror_roles, sender=User.groups.through)
        pre_delete.connect(signals.clear_group_before_delete, sender=Group)
        post_migrate.connect(signals.roles_after_migrate, dispatch_uid="accounts.roles")
        user_logged_out.connect(signals.end_token_with_session)
        for changed in (password_changed, password_reset, password_set):
            changed.connect(signals.end_tokens_with_password)
