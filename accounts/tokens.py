"""The door for API tokens: made at log-in, ended with the session, by hand, or by a new password."""

from accounts.models import ApiToken, User

LOGIN_TOKEN_NAME = "Log-in"  # noqa: S105  a label, not a secret
LOGIN_TOKENS_KEPT = 10
# Session key of the hash of the token that was handed out with the session.
SESSION_DIGEST = "api_token_digest"


def issue_login_token(user: User) -> str:
    """A new token of `user`; of those made at log-in only the newest ten stay."""
    token = ApiToken.issue(user, LOGIN_TOKEN_NAME)
    mine = ApiToken.objects.filter(user=user, name=LOGIN_TOKEN_NAME).order_by("-created_at", "-pk")
    # Two steps: MySQL does not take a LIMIT inside IN (...).
    surplus = list(mine.values_list("pk", flat=True)[LOGIN_TOKENS_KEPT:])
    if surplus:
        ApiToken.objects.filter(pk__in=surplus).delete()
    return token


def revoke(digest: str) -> None:
    """End the token with this hash; nothing happens when it has ended already."""
    ApiToken.objects.filter(digest=digest).delete()


def revoke_all(user: User) -> None:
    """End every token of `user`."""
    ApiToken.objects.filter(user=user).delete()
