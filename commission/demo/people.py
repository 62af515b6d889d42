"""Who works in the demonstration: one account for each role, and a researcher."""

from django.contrib.auth.models import Group

from commission.accounts.models import User
from commission.roles import roles_create

PASSWORD = "riverbend-demo"  # noqa: S105 - printed on the screen, for a server that only this machine reaches

# user name → (full name, role); everybody here is invented.
STAFF: dict[str, tuple[str, str, str]] = {
    "taker": ("Nadia", "Farrow", "statement_taker"),
    "transcriber": ("Ilse", "Marden", "transcriber"),
    "redactor": ("Mateo", "Castellane", "redactor"),
    "approver": ("Dorothea", "Quill", "approver"),
    "publisher": ("Tunde", "Oyelaran", "publisher"),
    "administrator": ("Ruth", "Abernethy", "administrator"),
    "registrar": ("Hana", "Prior", "registrar"),
    "commissioner": ("Joseph", "Achterberg", "commissioner"),
    "tracker": ("Priya", "Lindgren", "tracker_editor"),
    "focal": ("Calvin", "Rusk", "focal_point"),
    "assessor": ("Marisol", "Tevis", "community_assessor"),
    "officer": ("Bram", "Whitcombe", "hearing_officer"),
    "keeper": ("Ingrid", "Salazar", "marker_keeper"),
    "moderator": ("Desmond", "Pryce", "moderator"),
    "editor": ("Imre", "Szabo", "editor"),
}
# Whom this demonstration shows a message to; the terminal prints it.
WRITTEN_TO = ("editor",)


def staff_create() -> dict[str, User]:
    """One account per role, and a researcher without a role. Returns them by user name."""
    roles_create()
    people: dict[str, User] = {}
    for name, (first, last, role) in STAFF.items():
        user, new = User.objects.get_or_create(
            username=name, defaults={"first_name": first, "last_name": last}
        )
        if new:
            user.set_password(PASSWORD)
            if role in WRITTEN_TO:
                user.email = f"{name}@riverbend.example"
            user.save()
        user.groups.set([Group.objects.get(name=role)])
        people[name] = user
    researcher, new = User.objects.get_or_create(
        username="researcher", defaults={"first_name": "Sanne", "last_name": "Lindqvist"}
    )
    if new:
        researcher.set_password(PASSWORD)
        researcher.save()
    people["researcher"] = researcher
    return people
