"""Testimony that somebody wrote into a text of the commission, where it could never leave again.

Eight words in a row of what one person said are a quotation; it has to be cited. The texts are
looked for in the index of what is open, and in whatever is still kept of the editions that are
cited. What was removed from every edition cannot be compared any more.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.edition.models import EditionTurn
from archive.edition.word_times import text_of
from archive.testimony.models import TestimonyKind
from commission.findings.models import Finding
from commission.review.words import words_check
from media.audience import Audience
from media.refusal import Refused
from search.engines import EngineDown
from search.phrases import Runs, passages_repeated

# Pieces of a text that are looked for: some 4,500 words. Each is one question to the index.
MOST = 1_500
SENTENCE = _(
    "These words stand in an account, eight or more in a row. Cite them instead of writing them: a "
    "citation can leave when it has to."
)


def quoted_by_hand(text: str, *, cited: Iterable[Any] = ()) -> str:
    """The first run of words in a text that repeats an account, as it stands there; "" for none.

    `cited` are ids of the editions that its record cites. Raises Refused where the text is too long
    or search does not answer: then nobody can tell.
    """
    runs = Runs(text)
    if not runs.pieces():
        return ""
    for turn in EditionTurn.objects.filter(edition__in=list(cited)).iterator():
        if (span := runs.repeated_in(text_of(turn))) is not None:
            return runs.text[span[0] : span[1]]
    try:
        found = next(
            passages_repeated(
                runs, audience=Audience.PUBLIC.value, kinds=TestimonyKind.values, most=MOST
            ),
            None,
        )
    except ValueError as error:
        raise Refused(
            "too_long", _("This is too long to be compared with testimony. Write less.")
        ) from error
    except EngineDown as error:
        raise Refused(
            "search_down",
            _(
                "Search does not answer, so nobody can tell whether this repeats testimony. "
                "Try again in a while."
            ),
        ) from error
    return runs.text[found[1][0] : found[1][1]] if found else ""


def own_words_require(texts: Iterable[str], *, cited: Iterable[Any] = ()) -> None:
    """Raises Refused where one of the texts repeats testimony. The refusal does not repeat it."""
    editions = list(cited)
    for text in texts:
        if text and quoted_by_hand(text, cited=editions):
            raise Refused("quoted_by_hand", SENTENCE)


def public_words_require(texts: Iterable[str], *, cited: Iterable[Any] = ()) -> None:
    """What is public, or read by many, at once and under no review: as `record_words_check` and the
    check of its kind ask it of a record.

    Raises Refused for a name for which a cipher stands, and for what repeats testimony.
    """
    said = list(texts)
    words_check(said)
    own_words_require(said, cited=cited)


def finding_check(finding: Finding) -> None:
    """Asked before a finding waits for approval. Raises Refused."""
    own_words_require(
        (finding.statement, finding.conclusion, finding.standard_reason),
        cited=[citation.edition_id for citation in finding.citations.all()],
    )
