"""The names for which ciphers stand, looked for in every text of a public record.

The eyes are those of the redaction (`archive.redaction.names`): case, accents, hyphens and
possessives make no difference. A name is looked for whole, in either order and without what stands
between its first and its last part; a surname alone is somebody else's too. Where one alone tells,
it is written down as a name of its own.
"""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.redaction.names import EVERYDAY, PARTICLES, name_find, pieces
from commission.hearings.witnesses.models import CipherName

# Which cipher it is is not said: that would tie the name to it.
SENTENCE = _("A name that may not be known stands in this text. Write the cipher instead.")
SHORTEST = 4  # letters of a name of one word


def names_kept_out(texts: Sequence[str]) -> dict[int, str | Promise]:
    """Which of the texts hold a name for which a cipher stands. One query."""
    known = CipherName.objects.values_list("name", flat=True)
    forms = {form for name in known for form in ways_to_write(name)}
    found: dict[int, str | Promise] = {}
    for place, text in enumerate(texts):
        words = text.split()
        if any(name_find(form, words, parts=False) for form in forms):
            found[place] = SENTENCE
    return found


def ways_to_write(name: str) -> frozenset[str]:
    """A name as it is written, surname first, and without what stands in the middle."""
    own = name.replace(",", " ").split()
    if len(own) < 2:
        return frozenset({name})
    first, last = own[0], own[-1]
    ways = (" ".join(own), " ".join([last, *own[:-1]]), f"{first} {last}", f"{last} {first}")
    return frozenset(ways)


def telling(name: str) -> bool:
    """Whether a name can be looked for: two words, or one that is no everyday word."""
    own = pieces(name)
    letters = [one for one in own if one.isalpha()]
    if len(letters) >= 2:
        return True
    common: Iterable[str] = EVERYDAY | PARTICLES
    return bool(letters) and len(letters[0]) >= SHORTEST and letters[0] not in common
