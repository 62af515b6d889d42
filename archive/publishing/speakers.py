"""What speakers are called outside, and the mark that stands where words were removed.

Labels in the vault say who speaks; they are working notes and go out under no circumstances.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.publishing.basis import Basis
from archive.redaction.models import ReasonCode

GIVER = re.compile(r"giver-(\d+)")
OTHER = re.compile(r"other-(\d+)")


@dataclass(frozen=True)
class Labels:
    """Published names by the vault's labels."""

    givers: tuple[str, ...]

    def of(self, label: str) -> tuple[str, bool]:
        """The published name for a label of the vault, and whether this is the one who asks.

        A label that is none of ours may hold a name: it becomes "A speaker".
        """
        if label == "asker":
            return _("Statement taker"), True
        if giver := GIVER.fullmatch(label):
            number = int(giver[1])
            if 1 <= number <= len(self.givers):
                return self.givers[number - 1], False
        if other := OTHER.fullmatch(label):
            if other[1] == "1":
                return _("Another person"), False
            return _("Another person, %(number)d") % {"number": int(other[1])}, False
        return (_("A speaker") if label else ""), False


def labels_of(basis: Basis) -> Labels:
    """What the givers are called, in their order, as they themselves chose it."""
    names = list(basis.consent.names.values())
    return Labels(tuple(name or _nameless(number, names) for number, name in enumerate(names, 1)))


def _nameless(number: int, names: list[str]) -> str:
    if len(names) == 1:
        return _("The person who testified")
    return _("Person %(number)d who testified") % {"number": number}


def mark(reason: str) -> str:
    """The mark in captions and text: one for each reason, whatever was removed and how much."""
    return f"[{_('removed')}: {reason}]"


# Any mark, in any language, so that the leak check can tell it from words.
MARK = re.compile(r"\[[^\[\]:]{1,40}: (?:" + "|".join(ReasonCode.values) + r")\]")
