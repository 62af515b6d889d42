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
from archive.redaction.scripts import running
from commission.hearings.witnesses.models import CipherName

# Which cipher it is is not said: that would tie the name to it.
SENTENCE = _("A name that may not be known stands in this text. Write the cipher instead.")
SHORTEST = 4  # letters of a name of one word
SHORTEST_RUNNING = 2  # the same where a letter is a syllable or a word


def names_kept_out(texts: Sequence[str]) -> dict[int, str | Promise]:
    """Which of the texts hold a name for which a cipher stands. One query."""
    names = list(CipherName.objects.values_list("name", flat=True))
    return {place: SENTENCE for place, text in enumerate(texts) if names and holds(text, names)}


def holds(text: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in a text, however it is written."""
    run, words = "".join(pieces(text)), text.split()
    forms = (form for name in names for form in ways_to_write(name))
    # A name is letters in a row; most names are nowhere in most texts.
    return any(
        "".join(pieces(form)) in run and name_find(form, words, parts=False) for form in forms
    )


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
    if not letters or letters[0] in common:
        return False
    return len(letters[0]) >= (SHORTEST_RUNNING if running(letters[0]) else SHORTEST)
