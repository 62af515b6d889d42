"""What a person changes in a transcript, and the segments that come of it. Nothing is stored
here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from archive.transcript.models import Segment
from archive.transcript.words import Word, ids_after, words_align
from media.refusal import Refused


@dataclass(frozen=True)
class SegmentEdit:
    """A change of one segment; edits come in reading order, and only for what changed.

    `kept`: ids of words that a person heard and found right. `split_from`: this is a new segment
    behind the one named and behind earlier splits of it; its key is provisional. `joined_into`:
    this segment ends, its words go to the one named. Whenever a segment is split or joined into,
    its own text is given too. `struck`: what becomes of it; False on a flagged segment means that
    somebody does speak there.
    """

    key: str
    text: str | None = None
    speaker: str | None = None
    struck: bool | None = None
    kept: tuple[str, ...] = ()
    split_from: str = ""
    joined_into: str = ""


@dataclass(frozen=True)
class SegmentDraft:
    """A segment that is not stored yet. The fields are those of the model."""

    key: str
    start_ms: int
    end_ms: int
    words: list[Word]
    speaker: str = ""
    flags: list[str] = field(default_factory=list)
    struck: bool = False


class EditUnclear(Refused):
    """The edits name segments that are not there, or leave out a text that is needed."""

    def __init__(self) -> None:
        super().__init__(
            "edit_unclear",
            _("These changes do not fit the transcript. Load the page again and repeat them."),
        )


def segment_draft(segment: Segment) -> SegmentDraft:
    """A stored segment as a draft of its next version."""
    return SegmentDraft(
        segment.key,
        segment.start_ms,
        segment.end_ms,
        list(segment.words),
        segment.speaker,
        list(segment.flags),
        segment.struck,
    )


def edits_apply(
    drafts: Sequence[SegmentDraft],
    edits: Iterable[SegmentEdit],
    *,
    new_id: Callable[[], str] | None = None,
    new_key: Callable[[], str] | None = None,
) -> list[SegmentDraft]:
    """The segments after the edits. Those without words left are gone. Raises EditUnclear.

    `new_id` and `new_key` give ids that no version has used; without them, unused ones of `drafts`.
    """
    make_id = new_id or ids_after(word for draft in drafts for word in draft.words)
    make_key = new_key or keys_after(draft.key for draft in drafts)
    work = _sort(drafts, edits)
    after: list[SegmentDraft] = []
    for draft in drafts:
        if draft.key in work.joined:
            continue
        edit = work.own.get(draft.key)
        splits = work.splits.get(draft.key, [])
        joined = [other for other in drafts if work.joined.get(other.key) == draft.key]
        if edit is None and not splits and not joined:
            after.append(draft)
            continue
        edit = edit or SegmentEdit(draft.key)
        if (splits or joined) and (edit.text is None or any(s.text is None for s in splits)):
            raise EditUnclear
        after += _edited(_append(draft, joined), edit, splits, make_id, make_key)
    return [draft for draft in after if draft.words]


def keys_after(keys: Iterable[str]) -> Callable[[], str]:
    """Gives s00001, s00002… from behind the highest number used."""
    number = max((int(key[1:]) for key in keys if key[1:].isdigit()), default=0)

    def next_key() -> str:
        nonlocal number
        number += 1
        return f"s{number:05d}"

    return next_key


@dataclass(frozen=True)
class _Work:
    own: dict[str, SegmentEdit]
    splits: dict[str, list[SegmentEdit]]
    joined: dict[str, str]


def _sort(drafts: Sequence[SegmentDraft], edits: Iterable[SegmentEdit]) -> _Work:
    """Edits by what they do, with every split and join led back to a segment that exists."""
    keys = {draft.key: n for n, draft in enumerate(drafts)}
    work = _Work({}, {}, {})
    origin: dict[str, str] = {}
    for edit in edits:
        named = edit.split_from or edit.joined_into
        root = origin.get(named, named)
        if edit.split_from:
            origin[edit.key] = root
            work.splits.setdefault(root, []).append(edit)
        elif edit.joined_into:
            origin[edit.key] = root
            work.joined[edit.key] = root
            if keys.get(edit.key, -1) <= keys.get(root, -1):
                raise EditUnclear
        else:
            work.own[edit.key] = edit
        if (root or edit.key) not in keys:
            raise EditUnclear
    return work


def _append(draft: SegmentDraft, joined: list[SegmentDraft]) -> SegmentDraft:
    if not joined:
        return draft
    flags = dict.fromkeys([*draft.flags, *(flag for other in joined for flag in other.flags)])
    return replace(
        draft,
        words=[*draft.words, *(word for other in joined for word in other.words)],
        end_ms=max(draft.end_ms, *(other.end_ms for other in joined)),
        flags=list(flags),
    )


def _edited(
    draft: SegmentDraft,
    edit: SegmentEdit,
    splits: list[SegmentEdit],
    make_id: Callable[[], str],
    make_key: Callable[[], str],
) -> list[SegmentDraft]:
    words = draft.words
    parts = [edit, *splits]
    if edit.text is not None:
        text = " ".join(part.text or "" for part in parts)
        words = words_align(words, text, new_id=make_id)
    kept = {word for part in parts for word in part.kept}
    words = [{**word, "p": None} if word["id"] in kept else word for word in words]
    after: list[SegmentDraft] = []
    first = 0
    for part in parts:
        last = first + len((part.text or "").split()) if edit.text is not None else len(words)
        own = words[first:last]
        first = last
        struck = draft.struck if part.struck is None else part.struck
        after.append(
            replace(
                draft,
                key=draft.key if part is edit else make_key(),
                words=own,
                start_ms=own[0]["start"] if splits and own else draft.start_ms,
                end_ms=max(word["end"] for word in own) if splits and own else draft.end_ms,
                speaker=draft.speaker if part.speaker is None else part.speaker,
                # "Somebody does speak there": a person has decided, the doubt is gone.
                flags=[] if part.struck is False else draft.flags,
                struck=struck,
            )
        )
    return after
