"""What each kind of staff may do, as groups of permissions."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import AnonymousUser, Group, Permission, PermissionsMixin
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The groups that exist; an administrator of the installation may add others."""

    STATEMENT_TAKER = "statement_taker", _("Statement taker")
    TRANSCRIBER = "transcriber", _("Transcriber")
    REDACTOR = "redactor", _("Redactor")
    APPROVER = "approver", _("Approver")
    PUBLISHER = "publisher", _("Publisher")
    ADMINISTRATOR = "administrator", _("Administrator")


# Nobody who proposes also approves, nobody who approves also opens, and the two who may see
# names of people do none of the three. Who is both by belonging to two groups is still held to
# the two-person rules, which look at the person and not at the group.
ROLES: dict[str, tuple[str, ...]] = {
    Role.STATEMENT_TAKER.value: ("see_desk", "take_testimony", "see_identity", "withdraw"),
    Role.TRANSCRIBER.value: ("see_desk", "transcribe"),
    Role.REDACTOR.value: ("see_desk", "redact"),
    Role.APPROVER.value: ("see_desk", "approve"),
    Role.PUBLISHER.value: ("see_desk", "publish", "withdraw"),
    Role.ADMINISTRATOR.value: ("see_desk", "see_identity", "withdraw", "administer"),
}


@transaction.atomic
def roles_create() -> list[Group]:
    """Create the groups, or set them right: afterwards each has exactly the permissions above.

    Raises Permission.DoesNotExist when the database was not migrated.
    """
    return groups_create(
        {
            name: ("wagtailadmin.access_admin", *(f"archive.{action}" for action in actions))
            for name, actions in ROLES.items()
        }
    )


def groups_create(roles: Mapping[str, Sequence[str]]) -> list[Group]:
    """A group for each name, with exactly these permissions ("app.codename"), in their order.

    Raises Permission.DoesNotExist for one that the database does not know.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    groups = []
    for name, wanted in roles.items():
        missing = [one for one in wanted if one not in known]
        if missing:
            raise Permission.DoesNotExist(", ".join(missing))
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([known[one] for one in wanted])
        groups.append(group)
    return groups


def may(user: PermissionsMixin | AnonymousUser, action: str) -> bool:
    """Whether this person may do something: "redact", "approve", … as on `Testimony`."""
    return user.has_perm(f"archive.{action}")
