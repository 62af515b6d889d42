"""Keeping words that somebody handed in, taking them down, and removing copies of documents.

Whose these are, and who may take them down, is known to those who refer to them:
`commission.recommendations.taking_down`, `commission.papers.taking_down`.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.ledger.services import ledger_append
from archive.redaction.models import ReasonCode
from commission.accounts.models import User
from commission.documents.models import Document, Words
from media.files import file_delete
from media.refusal import Refused

logger = logging.getLogger(__name__)

LONGEST = 20_000  # characters: some eight pages; what is longer is a document


def words_record(*, text: str, language: str) -> Words:
    """Keep words as they were given, without blanks around them.

    Raises Refused for nothing at all, for more than LONGEST characters, and for characters that no
    database keeps.
    """
    text = text_checked(text)
    if not text:
        raise Refused("no_words", _("Write at least one sentence."))
    return Words.objects.create(text=text, language=language)


def words_rewrite(*, words: Words, text: str, language: str) -> Words:
    """Change words that nobody has handed over yet: a draft, which leaves nothing behind.

    Nothing at all may stand in a draft. Raises Refused as `words_record` does, and for words that
    were taken down.
    """
    if words.taken_down_at is not None:
        raise Refused("already_down", _("These words were taken down before."))
    words.text, words.language = text_checked(text), language
    words.save()
    return words


def text_checked(text: str) -> str:
    """The text without blanks around it.

    Raises Refused for more than LONGEST characters, and for characters that no database keeps.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise Refused("too_long", _("This is too long to read here. Attach it as a document."))
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused("not_text", _("This holds characters that are no text. Type it anew."))
    return text


def copies_remove(*, at: datetime) -> int:
    """Remove copies of documents that were taken down and are still there; how many went."""
    rows = Document.objects.filter(taken_down_at__lte=at).exclude(sha256="")
    return sum(copy_remove(row) for row in rows.order_by("taken_down_at", "pk"))


def copy_remove(document: Document) -> bool:
    """Delete the bytes of a document that was taken down; then their hash, which says that they are
    gone. False where the store does not answer: the clock tries again.
    """
    gone = bytes_remove(document.key, of=document)
    if gone:
        Document.objects.filter(pk=document.pk).update(sha256="")
    return gone


def bytes_remove(key: str, *, of: Document) -> bool:
    """Delete a copy of a document, the present one or one before. False where the store does not
    answer; the log says so.
    """
    try:
        return file_delete(key)
    except Exception as error:  # noqa: BLE001 - whatever a store raises; what has to go stays known
        logger.warning("document %s: its copy is still there (%s)", of.pk, type(error).__name__)
        return False


@transaction.atomic
def words_take_down(*, words: Words, why: str, by: User, at: datetime) -> Words:
    """Remove the words and say why; the row that refers to them stays.

    Raises Refused where they are down already, ValueError for a reason that is none.
    """
    words = Words.objects.select_for_update().get(pk=words.pk)
    if words.taken_down_at is not None:
        raise Refused("already_down", _("These words were taken down before."))
    words.text, words.taken_down_why = "", ReasonCode(why)
    words.taken_down_by, words.taken_down_at = by, at
    words.save()
    ledger_append(
        actor=by, act="words.take_down", record=words, at=at, details={"why": ReasonCode(why).value}
    )
    return words
