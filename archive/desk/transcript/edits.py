"""What a person changed, read from a script's JSON or from the plain form, as edits of segments."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.transcript.models import Segment
from archive.transcript.services import SegmentEdit
from media.refusal import Refused

LONGEST_TURN = 50_000
# Half of a character, as JSON may send one: it is in no UTF-8.
_HALF = re.compile("[\ud800-\udfff]")
_TEXTS = ("key", "text", "speaker", "split_from", "joined_into")


class EditsUnreadable(Refused):
    """What was sent is not a list of edits."""

    def __init__(self) -> None:
        super().__init__(
            "edits_unreadable",
            _("What was sent could not be read, and nothing was saved. Load the page again."),
        )


class EditsUnwritable(Refused):
    """A text holds what no database and no hash of it takes: NUL, or half of a character."""

    def __init__(self) -> None:
        super().__init__(
            "edits_unwritable",
            _(
                "A turn that you changed holds a character that cannot be kept as text, perhaps "
                "pasted from elsewhere. Type that turn anew; nothing was saved."
            ),
        )


def edits_from_json(sent: Any) -> list[SegmentEdit]:
    """Edits as the editor's script sends them.

    Raises EditsUnreadable for anything else, EditsUnwritable for what is no writing.
    """
    if not isinstance(sent, list):
        raise EditsUnreadable
    return _writable([_edit(entry) for entry in sent])


def _writable(edits: list[SegmentEdit]) -> list[SegmentEdit]:
    texts = [getattr(edit, name) or "" for edit in edits for name in _TEXTS]
    kept = [word for edit in edits for word in edit.kept]
    if any("\0" in text or _HALF.search(text) for text in [*texts, *kept]):
        raise EditsUnwritable
    return edits


def _edit(entry: Any) -> SegmentEdit:
    if not isinstance(entry, dict) or not entry.get("key"):
        raise EditsUnreadable
    texts = {name: entry[name] for name in _TEXTS if entry.get(name) is not None}
    kept = entry.get("kept", [])
    struck = entry.get("struck")
    if (
        not all(isinstance(value, str) and len(value) <= LONGEST_TURN for value in texts.values())
        or not isinstance(kept, list)
        or not all(isinstance(word, str) for word in kept)
        or not (struck is None or isinstance(struck, bool))
    ):
        raise EditsUnreadable
    return SegmentEdit(struck=struck, kept=tuple(kept), **texts)


def edits_from_form(segments: Sequence[Segment], form: Mapping[str, str]) -> list[SegmentEdit]:
    """Edits of the segments whose fields stand in the form.

    A line break in a turn splits it there; "join" puts a turn at the end of the one above. Raises
    EditsUnwritable for what is no writing.
    """
    turns: list[_Turn] = []
    for segment in segments:
        text = form.get(f"text:{segment.key}")
        if text is None:
            continue
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        turn = _Turn(segment, lines or [""], form)
        if turns and form.get(f"join:{segment.key}"):
            turns[-1].take(turn)
        else:
            turns.append(turn)
    edits: list[SegmentEdit] = []
    for turn in turns:
        edits += turn.edits()
    return _writable(edits)


class _Turn:
    """One row of the form, and the rows that were joined to it."""

    def __init__(self, segment: Segment, lines: list[str], form: Mapping[str, str]) -> None:
        self.segment, self.lines = segment, lines
        self.speaker = form.get(f"speaker:{segment.key}", segment.speaker)
        self.decision = form.get(f"decide:{segment.key}", "")
        self.joined: list[str] = []

    def take(self, other: "_Turn") -> None:
        met = " ".join(filter(None, [self.lines[-1], other.lines[0]]))
        self.lines = [*self.lines[:-1], met, *other.lines[1:]]
        self.joined += [other.segment.key, *other.joined]

    def edits(self) -> list[SegmentEdit]:
        key = self.segment.key
        structural = bool(self.joined) or len(self.lines) > 1
        text = self.lines[0] if structural or self.lines[0] != self.segment.text else None
        speaker = self.speaker if self.speaker != self.segment.speaker else None
        struck = {"strike": True, "speaks": False}.get(self.decision)
        edits = []
        if text is not None or speaker is not None or struck is not None:
            edits.append(SegmentEdit(key=key, text=text, speaker=speaker, struck=struck))
        edits += [
            SegmentEdit(key=f"new-{key}-{n}", text=line, speaker=self.speaker, split_from=key)
            for n, line in enumerate(self.lines[1:], start=1)
        ]
        edits += [SegmentEdit(key=joined, joined_into=key) for joined in self.joined]
        return edits
