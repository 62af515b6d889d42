"""What the commands that take in a file have in common: who does it, and lines for a terminal."""

from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commission.accounts.models import User


class ImportCommand(BaseCommand):
    """A command that says what it would do, and does it with --write.

    What it writes are drafts of one person; --publish sends them through the review, which a
    second person ends.
    """

    WRITES: ClassVar[tuple[str, ...]]  # permissions of whoever writes the drafts
    APPROVES: ClassVar[str]  # permission of whoever approves them

    def add_review_arguments(self, parser: CommandParser) -> None:
        """Who writes, who approves, and whether anything is written at all."""
        parser.add_argument("--by", default="", help="username of whoever writes the drafts")
        parser.add_argument("--publish", action="store_true", help="send them through the review")
        parser.add_argument(
            "--approved-by", default="", help="username of the second person, who approves them"
        )
        parser.add_argument("--write", action="store_true", help="do it; else only say it")

    def writer(self, name: str, *, needed: bool) -> User | None:
        """The account that writes; None where none is named and none is needed.

        Raises CommandError where there is no such account, or where its role does not include it.
        """
        return self._person(name, *self.WRITES) if name or needed else None

    def approver(self, name: str, by: User | None) -> User:
        """The account that approves. Raises CommandError where it may not, or where it is `by`."""
        user = self._person(name, self.APPROVES)
        if by is not None and user.pk == by.pk:
            raise CommandError(
                "Approval is by a second person: --approved-by has to be another one."
            )
        return user

    def line(self, text: Any) -> None:
        """A line for a terminal: what a file holds must not steer it."""
        self.stdout.write("".join(sign if sign.isprintable() else "·" for sign in str(text)))

    def _person(self, name: str, *permissions: str) -> User:
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is None:
            raise CommandError(f"Say who does it: there is no active account “{name}”.")
        if not user.has_perms(permissions):
            raise CommandError(f"“{name}” may not do this: their role does not include it.")
        return user
