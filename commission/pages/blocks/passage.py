"""A passage of testimony in the text of a page: where it stands, and the hash of its words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from archive.edition.models import Edition
from commission.findings.citing.sealing import citation_from, citation_seal, seal_read
from commission.findings.citing.widget import PassageInput
from commission.findings.evidence import Evidence, evidence_of
from commission.findings.models import Citation
from commission.findings.passages import Passage, passages_from
from commission.findings.vocabulary import EvidenceState
from commission.pages.quoting import Asked, Gone, Quoted, QuotingBlock, Rest

Place = dict[str, Any]


class PassageBlock(QuotingBlock, blocks.FieldBlock):
    """A passage that somebody searched and heard in the citing dialogue.

    Its value is a dict as JSON keeps it: the key of the quotation, the edition, times, turns,
    characters and hash. In a form it is that, signed (`commission.findings.citing.sealing`).
    """

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        self._required = required
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.CharField:
        """One hidden field, behind the words as they may be read now."""
        return forms.CharField(
            required=self._required,
            max_length=1_000,
            widget=PassageInput,
            error_messages={"required": gettext_lazy("Choose a passage, or remove this block.")},
        )

    def value_for_form(self, value: Place | None) -> str:
        """The place, signed."""
        return citation_seal(citation_from(value)) if value else ""

    def value_from_form(self, value: str | None) -> Place | None:
        """What was signed here; None for everything else."""
        try:
            return seal_read(value) if value else None
        except BadSignature:
            return None

    def clean(self, value: Place | None) -> Place | None:
        """Raises ValidationError where there is no such edition."""
        cleaned: Place | None = super().clean(value)
        if cleaned and not Edition.objects.filter(pk=cleaned["edition_id"]).exists():
            raise ValidationError(
                _("This passage could not be read. Remove it and choose it anew."), code="edition"
            )
        return cleaned

    def read(self, asked: Sequence[Asked], *, at: datetime) -> list[Quoted | Gone]:
        """Words of open editions; everything in the queries of one finding."""
        evidence = evidence_of([citation_from(one.value) for one in asked], at=at)
        passages = passages_from(evidence)
        return [
            _gone(about) if passage.changed else _quoted(passage)
            for about, passage in zip(evidence, passages, strict=True)
        ]

    def described(self, value: Place | None) -> str:
        """The reference and the times."""
        return citation_from(value).described if value else ""

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Passage of testimony")


def place_kept(citation: Citation) -> Place:
    """What a block keeps of a citation."""
    return seal_read(citation_seal(citation))


def _quoted(passage: Passage) -> Quoted:
    page = passage.address.partition("?")[0].partition("#")[0]
    return Quoted(
        template="pages/blocks/passage.html",
        shown=passage,
        rest=Rest(
            at=passage.reference,
            title=passage.title,
            address=page,
            language=passage.language,
            knot="voice",
            clocks=(passage.clock,) if passage.clock else (),
        ),
        heard=bool(passage.sound),
    )


def _gone(one: Evidence) -> Gone:
    mark = one.mark
    told = (
        {
            EvidenceState.REPLACED: _(
                "A passage reads differently in the newest edition of %(account)s."
            ),
            EvidenceState.WITHDRAWN: _("A passage of %(account)s: the account was taken back."),
        }.get(one.state)
        if one.reference
        else None
    )
    return Gone(
        key=mark["citation"],
        state=mark["state"],
        told=told % {"account": one.reference}
        if told
        else _("A passage of an account that can no longer be quoted."),
        since=one.since,
        since_counts=bool(mark["since"]),
    )
