"""Create the groups of staff, or set their permissions right."""

from typing import Any

from django.core.management.base import BaseCommand

from commission.roles import roles_create


class Command(BaseCommand):
    help = "Create the groups of staff, or set their permissions right. Harmless twice."

    def handle(self, *args: Any, **options: Any) -> None:
        for group in roles_create():
            names = sorted(group.permissions.values_list("codename", flat=True))
            self.stdout.write(f"{group.name}: {', '.join(names)}")
