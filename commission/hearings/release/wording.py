"""What stands against a release, in sentences."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.gate.sentences import REFUSALS
from commission.hearings.release.models import DelayedRelease

OWN: dict[str, str | Promise] = {
    "confirmer_gone": _(
        "Whoever confirmed it does not hold that right any more. Somebody else has to confirm it."
    ),
    "confirmed_own": _(
        "It was confirmed by somebody who approved its edition. Somebody else has to confirm it."
    ),
    "order_stands": _("An order of the commission stands in its way."),
}


def refused_said(release: DelayedRelease) -> Iterator[str | Promise]:
    """The sentences for what the gate answered last, when the time had come."""
    for code in release.refused:
        sentence = OWN.get(code) or REFUSALS.get(code)
        if sentence:
            yield sentence
