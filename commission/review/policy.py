"""Who may write a public record. Nobody may publish, unpublish or delete one by hand."""

from collections.abc import Iterable
from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

# Wagtail asks for the last one at the addresses of many rows at once.
DELETES = frozenset({"delete", "bulk_delete"})


class KeptPolicy(ModelPermissionPolicy):
    """As Django's permissions say, superusers included, but nobody deletes.

    What a public record stands in or is about would leave it without anybody's approval.
    """

    # What nobody may do through any button.
    NOBODY = DELETES

    def user_has_permission(self, user: Any, action: str) -> bool:
        """False for what nobody may do."""
        return action not in self.NOBODY and super().user_has_permission(user, _asked(action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether one of the actions is allowed."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Iterable[str]) -> Any:
        """People who may do one of the actions."""
        return super().users_with_any_permission(
            [_asked(action) for action in actions if action not in self.NOBODY]
        )


class ReviewedPolicy(KeptPolicy):
    """Nobody publishes either: that goes through the review, or through a service of its own."""

    NOBODY = DELETES | {"publish", "unpublish"}


def _asked(action: str) -> str:
    """Locking and unlocking are part of changing."""
    return "change" if action in ("lock", "unlock") else action
