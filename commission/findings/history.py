"""What happened to a finding, derived from its rows and from the editions that it cites."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ModelLogEntry

from archive.days import midnight
from archive.reading.wording import short_day_of
from commission.findings.decisions import Decided
from commission.findings.evidence import Evidence
from commission.findings.models import Finding
from commission.findings.passages import change_in_words
from commission.findings.vocabulary import DecisionKind, EvidenceState


@dataclass(frozen=True)
class Entry:
    """One line of the history: what is set apart, and the rest of the sentence."""

    at: datetime
    what: str
    rest: str
    # Done by the commission: a filled knot.
    solid: bool = False
    id: str = ""

    @property
    def day(self) -> str:
        """The day in the margin."""
        return short_day_of(timezone.localdate(self.at))


def history_of(
    finding: Finding, evidence: Sequence[Evidence], decisions: Sequence[Decided], *, at: datetime
) -> list[Entry]:
    """Everything that happened up to a moment, newest first; one query."""
    found = [
        *_adopted(finding),
        *_amended(finding, at=at),
        *_carried(evidence),
        *_changed(evidence, decisions),
        *_decided(decisions),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _adopted(finding: Finding) -> Iterator[Entry]:
    if finding.adopted_on is None:
        return
    if finding.made_by:
        rest = _("%(made_by)s.") % {"made_by": finding.made_by.rstrip(".")}
    else:
        rest = _("by the commissioners.")
    yield Entry(
        midnight(finding.adopted_on), _("Adopted."), rest[:1].upper() + rest[1:], solid=True
    )


def _amended(finding: Finding, *, at: datetime) -> Iterator[Entry]:
    """Each day on which another text of it was published after the first."""
    first = finding.first_published_at
    if first is None:
        return
    moments = set(
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Finding),
            object_id=str(finding.pk),
            action="wagtail.publish",
            timestamp__gt=first,
        ).values_list("timestamp", flat=True)
    )
    if finding.last_published_at:
        moments.add(finding.last_published_at)
    days = {timezone.localdate(moment): moment for moment in sorted(moments) if moment <= at}
    for day, moment in days.items():
        if day > timezone.localdate(first):
            yield Entry(
                moment,
                _("Published again,"),
                _("after a second person had read what changed in its text."),
                solid=True,
            )


def _carried(evidence: Sequence[Evidence]) -> Iterator[Entry]:
    """Newer editions in which the cited words are the same."""
    rows = [one.edition for one in evidence if one.state == EvidenceState.CARRIED and one.edition]
    counts = Counter(edition.pk for edition in rows)
    for edition in {edition.pk: edition for edition in rows}.values():
        if edition.opened_at is None:
            continue
        values = {"number": edition.number, "n": counts[edition.pk]}
        yield Entry(
            edition.opened_at,
            _("%(reference)s reached edition %(number)s.")
            % {"reference": edition.reference, "number": edition.number},
            ngettext(
                "The passage quoted here is word for word the same, and points at edition "
                "%(number)s now.",
                "The %(n)s passages quoted here are word for word the same, and point at edition "
                "%(number)s now.",
                counts[edition.pk],
            )
            % values,
        )


def _changed(evidence: Sequence[Evidence], decisions: Sequence[Decided]) -> Iterator[Entry]:
    """Changes that stand, and those that a decision looked at and the text no longer cites."""
    told: set[tuple[str, str]] = set()
    for one in evidence:
        told.add((one.mark["citation"], one.mark["since"]))
        if one.changed and one.since is not None:
            yield Entry(one.since, _("Evidence changed:"), change_in_words(one))
    for decided in decisions:
        for mark in decided.covers:
            key = (str(mark.get("citation", "")), str(mark.get("since", "")))
            since = parse_datetime(key[1]) if key[1] else None
            if key in told or since is None:
                continue
            told.add(key)
            yield Entry(
                since,
                _("Evidence changed:"),
                _("A passage that it rested on then could no longer be quoted."),
            )


def _decided(decisions: Sequence[Decided]) -> Iterator[Entry]:
    said = {
        DecisionKind.KEPT: _("read the finding again and kept it."),
        DecisionKind.AMENDED: _("read the finding again and decided to amend it."),
        DecisionKind.WITHDRAWN: _("withdrew the finding."),
    }
    for one in decisions:
        yield Entry(
            one.at, _("The commissioners"), said[one.kind], solid=True, id=f"decision-{one.key}"
        )
