"""What each kind of staff may do, as groups of permissions."""

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
    entry = Permission.objects.get(
        codename="access_admin", content_type__app_label="wagtailadmin", content_type__model="admin"
    )
    groups = []
    for name, codenames in ROLES.items():
        group, _created = Group.objects.get_or_create(name=name)
        wanted = [
            Permission.objects.get(
                codename=codename,
                content_type__app_label="archive",
                content_type__model="testimony",
            )
            for codename in codenames
        ]
        group.permissions.set([entry, *wanted])
        groups.append(group)
    return groups


def may(user: PermissionsMixin | AnonymousUser, action: str) -> bool:
    """Whether this person may do something: "redact", "approve", … as on `Testimony`."""
    return user.has_perm(f"archive.{action}")
