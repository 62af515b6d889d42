"""The testimonies of the demonstration: readings in the public domain, in every state there is."""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_noop

from archive.consent.models import Attribution
from archive.redaction.models import ReasonCode
from media.audience import Audience

READINGS = Path(__file__).parent / "readings"
STAND_IN = gettext_noop("A stand-in: nobody heard here gave testimony.")


@dataclass(frozen=True)
class Subject:
    """A term of the thesaurus: what it is called in two languages, and what it is also found by."""

    english: str
    spanish: str
    also: str


@dataclass(frozen=True)
class Story:
    """One testimony and how far it goes."""

    reading: str
    real_name: str
    public_name: str
    summary: str
    language: str = "en"
    attribution: Attribution = Attribution.PUBLIC_NAME
    audience: Audience = Audience.PUBLIC
    given_on: str = "2024-03-14"
    place: str = "Riverbend Library"
    # Names to protect wherever they are said: the name, and the reason that the public reads.
    protect: tuple[tuple[str, ReasonCode], ...] = ()
    content_ranges: tuple[dict[str, object], ...] = field(default=())
    content_note: str = ""
    embargo_until: str = ""
    # What it is about from when on, in ms, with the terms for it.
    points: tuple[tuple[int, str, tuple[Subject, ...]], ...] = ()
    # At the hearing it was told, by whom as the programme calls them: a name or a cipher.
    appears_as: str = ""
    # The last thing that happens to it: "open", "candidate" (awaits approval), "withdrawn",
    # "embargoed", "transcript" (waits for a transcriber).
    ends: str = "open"

    @property
    def called(self) -> str:
        """What whoever prepares this reads of it: never the real name."""
        return self.public_name or self.appears_as

    @property
    def sound(self) -> Path:
        return READINGS / f"{self.reading}.mp3"

    @property
    def text(self) -> str:
        return (READINGS / f"{self.reading}.txt").read_text(encoding="utf-8")


PRINTING = Subject("Printing", "Imprenta", "typography")
BOOKS = Subject("Books", "Libros", "volumes")
LETTERS = Subject("Letters", "Cartas", "correspondence")

STORIES: tuple[Story, ...] = (
    Story(
        "printing-1",
        "Johanna Weatherby",
        "Wren",
        "reads of how printing began, and of the first book made with movable type.",
        protect=(("Gutenberg", ReasonCode.THIRD), ("Netherlands", ReasonCode.PRIV)),
        content_note="One stretch is marked, to show how a hard part can be passed over.",
        content_ranges=(
            {"start_ms": 54_000, "end_ms": 60_000, "note": "the end, marked as an example"},
        ),
        points=(
            (0, "A modern art", ()),
            (12_000, "What was printed before", (PRINTING,)),
            (38_000, "An early book, and a fine one", (PRINTING, BOOKS)),
            (54_000, "What it is for", (BOOKS,)),
        ),
    ),
    Story(
        "capitan-veneno",
        "Rosalía Belmonte",
        "",
        "lee la dedicatoria de una novela, en español.",
        language="es",
        attribution=Attribution.ANONYMOUS,
        appears_as="C4",
        protect=(("Manuel", ReasonCode.PRIV), ("Pedro", ReasonCode.PRIV)),
        points=(
            (0, "A quién va dirigida", (LETTERS,)),
            (9_000, "Cómo se contó la historia", (BOOKS,)),
            (40_000, "El libro, impreso y enviado", (PRINTING, LETTERS)),
        ),
    ),
    Story(
        "printing-2",
        "Lucas Thornbury",
        "Heron",
        "reads of letters that are fine in form. For approved researchers.",
        audience=Audience.RESEARCH,
        given_on="2024-09-02",
    ),
    Story(
        "sonnet-1",
        "Beatrix Holloway",
        "Linnet",
        "reads a sonnet. Asked that it stay closed until 2031.",
        given_on="2023~",
        place="",
        embargo_until="2031-01-01",
        ends="embargoed",
    ),
    Story(
        "printing-3",
        "Elias Cromwell",
        "Plover",
        "reads of the first books in black letter, and of a Bible that was dated.",
        protect=(("Schoeffer", ReasonCode.THIRD),),
        appears_as="Plover",
        ends="candidate",
    ),
    Story(
        "sonnet-1",
        "Mabel Ashdown",
        "Teal",
        "read a sonnet, and asked for it to be taken back.",
        given_on="2025-02-11",
        ends="withdrawn",
    ),
)
