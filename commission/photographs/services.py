"""Taking photographs in, saying what is seen on them, and taking them down."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.edition.models import new_key
from archive.ledger.services import ledger_append
from archive.redaction.models import ReasonCode
from commission.accounts.models import User
from commission.dates import edtf_validate
from commission.documents.services import text_checked
from commission.findings.quoted_by_hand import public_words_require
from commission.photographs.making import Photographed, photograph_make, restated
from commission.photographs.models import Licence, Photograph, PhotographFile, PhotographText
from media.files import file_delete, file_write
from media.probe import document_kind
from media.receiving import Accept, Receipt, blob_receive
from media.receiving.incoming import arriving
from media.refusal import Refused

logger = logging.getLogger(__name__)
_PIECE = 1 << 20
KINDS = ("jpeg", "png", "tiff")


def photograph_receive(
    *,
    chunks: Iterable[bytes],
    original_name: str,
    alt: str,
    caption: str = "",
    language: str,
    photographer: str = "",
    licence: str,
    taken: str = "",
    by: User,
    at: datetime,
) -> Photograph:
    """Keep a photograph as it came, and make the files that readers get.

    It is public where a public record shows it. Raises Refused for whoever may not, without words
    for those who cannot see it, for what is no JPEG, PNG or TIFF, and for what cannot be read
    safely; then nothing is kept.
    """
    _require(by, "add")
    row = Photograph(
        language=language,
        licence=Licence(licence),
        taken=_taken(taken),
        taken_in_by=by,
        taken_in_at=at,
        photographer=_kept_out(photographer),
        **_said(alt, caption),
    )
    with arriving(chunks) as arrived:
        kind = document_kind(arrived.path)
        if kind not in KINDS:
            raise Refused(
                "no_photograph",
                _("This is no photograph that can be kept. Bring a JPEG, PNG or TIFF file."),
            )
        made = photograph_make(arrived.path, str(kind))
        try:
            receipt = blob_receive(
                chunks=_read(arrived.path),
                original_name=original_name,
                accept=Accept.DOCUMENTS,
                by=by,
                at=at,
            )
        except Refused as refused:
            raise restated(refused) from refused
    return _kept(row, made, receipt)


@transaction.atomic
def photograph_describe(
    *,
    photograph: Photograph,
    alt: str,
    caption: str,
    photographer: str,
    licence: str,
    taken: str,
    language: str,
    by: User,
    at: datetime,
) -> Photograph:
    """Say anew what is seen, who took it and what others may do with it; public at once.

    Raises Refused for whoever may not, without words for those who cannot see it, and for one that
    was taken down.
    """
    _require(by, "change")
    row = _standing(photograph)
    for name, value in _said(alt, caption).items():
        setattr(row, name, value)
    row.photographer, row.licence = _kept_out(photographer), Licence(licence)
    row.taken, row.language = _taken(taken), language
    row.save()
    ledger_append(actor=by, act="photograph.describe", record=row, at=at)
    return row


@transaction.atomic
def photograph_translate(
    *, photograph: Photograph, language: str, alt: str, caption: str, by: User, at: datetime
) -> PhotographText:
    """Say in another language what is seen. Raises Refused as `photograph_describe` does."""
    _require(by, "change")
    photograph = _standing(photograph)
    row, _made = PhotographText.objects.update_or_create(
        photograph=photograph, language=language, defaults=_said(alt, caption)
    )
    details = {"language": language}
    ledger_append(actor=by, act="photograph.translate", record=photograph, at=at, details=details)
    return row


@transaction.atomic
def photograph_take_down(*, photograph: Photograph, why: str, by: User, at: datetime) -> Photograph:
    """Remove what readers get and say why; that there was a photograph stays.

    No reader gets it from this moment on. Its bytes go at once, or where the store does not answer,
    with the next turn of the clock (`photographs_remove`). The original stays in the vault. Raises
    Refused for whoever may not and where it is down already, ValueError for a reason that is none.
    """
    _require(by, "change")
    row = _standing(photograph)
    row.taken_down_at, row.taken_down_by, row.taken_down_why = at, by, ReasonCode(why)
    # What was said of it may be what had to go.
    row.alt = row.caption = ""
    row.save()
    row.texts.all().delete()
    details = {"why": ReasonCode(why).value}
    ledger_append(actor=by, act="photograph.take_down", record=row, at=at, details=details)
    transaction.on_commit(lambda: _remove(row))
    return row


def photographs_remove(*, at: datetime) -> int:
    """Remove files of photographs that were taken down and are still there; how many went."""
    rows = PhotographFile.objects.filter(photograph__taken_down_at__lte=at).exclude(sha256="")
    return sum(_gone(row) for row in rows)


def _require(by: User, verb: str) -> None:
    if not by.has_perm(f"photographs.{verb}_photograph"):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )


def _standing(photograph: Photograph) -> Photograph:
    """The photograph as it is now, held until the transaction ends.

    Raises Refused for one that was taken down: nothing is said of it any more.
    """
    row: Photograph = Photograph.objects.select_for_update().get(pk=photograph.pk)
    if row.taken_down_at is not None:
        raise Refused("already_down", _("This photograph was taken down before."))
    return row


def _kept_out(text: str) -> str:
    """A text that is public at once. Raises Refused for names behind ciphers and testimony."""
    text = text_checked(text)
    public_words_require([text])
    return text


def _said(alt: str, caption: str) -> dict[str, str]:
    alt, caption = _kept_out(alt), _kept_out(caption)
    if not alt:
        raise Refused("no_alt", _("Say what is seen, for whoever cannot see it."))
    if len(alt) > 400 or len(caption) > 300:
        raise Refused("too_long", _("Say it in fewer words."))
    return {"alt": alt, "caption": caption}


def _taken(value: str) -> str:
    try:
        edtf_validate(value.strip())
    except ValidationError as wrong:
        raise Refused("edtf", wrong.messages[0]) from wrong
    return value.strip()


def _kept(row: Photograph, made: Photographed, receipt: Receipt) -> Photograph:
    row.accession, row.width, row.height = receipt.accession, made.width, made.height
    files = []
    try:
        for one in made.files:
            file = PhotographFile(
                photograph=row,
                width=one.width,
                height=one.height,
                extension="jpg",
                key=new_key(),
            )
            files.append(file)
            written = file_write(key=file.key, source=one.data)
            file.size, file.sha256 = written.size, written.sha256
        return _recorded(row, files, receipt)
    except BaseException:
        for file in files:
            file_delete(file.key)  # no row knows it
        raise


@transaction.atomic
def _recorded(row: Photograph, files: list[PhotographFile], receipt: Receipt) -> Photograph:
    row.save(force_insert=True)
    PhotographFile.objects.bulk_create(files)
    ledger_append(
        actor=row.taken_in_by,
        act="photograph.receive",
        record=row,
        at=row.taken_in_at,
        details={"sha256": receipt.blob.pk},
    )
    return row


def _remove(photograph: Photograph) -> None:
    for file in photograph.files.exclude(sha256=""):
        _gone(file)


def _gone(file: PhotographFile) -> bool:
    """Delete the bytes, then their hash, which says that they are gone."""
    try:
        gone = file_delete(file.key)
    except Exception as error:  # noqa: BLE001 - whatever a store raises; what has to go stays known
        logger.warning("photograph file %s is still there (%s)", file.pk, type(error).__name__)
        return False
    if gone:
        PhotographFile.objects.filter(pk=file.pk).update(sha256="")
    return gone


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
