"""Create the groups of staff, or set their permissions right."""

from typing import Any

from django.core.management.base import BaseCommand

from archive.roles import ROLES, roles_create


class Command(BaseCommand):
    help = "Create the groups of staff, or set their permissions right. Harmless twice."

    def handle(self, *args: Any, **options: Any) -> None:
        for group in roles_create():
            self.stdout.write(f"{group.name}: {', '.join(ROLES[group.name])}")
