"""Witnesses of a hearing as the newest version that counts says them."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import translation

from archive.publishing.language import language_of
from archive.testimony.models import Testimony
from commission.hearings.hearing.models import Hearing
from commission.hearings.witnesses.models import Appearance, AppearanceTestimony
from commission.review.translations import to_read


def appearances_of(hearing: Hearing) -> dict[UUID, Appearance]:
    """By key: as the public reads them, or as the newest draft says where nothing is public."""
    return {one.key: one for one in to_read(hearing).appearances.all()}


def appearance_of(link: AppearanceTestimony) -> Appearance | None:
    """The witness of a link; None where the hearing does not name them any more."""
    return appearances_of(link.hearing).get(link.appearance_key)


def testimonies_of(keys: Iterable[UUID]) -> list[Testimony]:
    """The testimonies that these witnesses gave."""
    rows = AppearanceTestimony.objects.filter(appearance_key__in=list(keys))
    return [row.testimony for row in rows.select_related("testimony")]


def called_at_hearing(testimony: Testimony) -> str:
    """What whoever gave a testimony is called: "Witness C7", or "" where no cipher was granted.

    In the language of the testimony, whoever asks in whichever: an edition keeps it, and one that
    is called otherwise closes. Told to the archive (`archive.consent.called`), so that editions
    and their titles say it too.
    """
    rows = AppearanceTestimony.objects.filter(testimony=testimony).select_related("hearing")
    link = rows.first()
    witness = appearance_of(link) if link else None
    if witness is None or not witness.cipher:
        return ""
    with translation.override(language_of(testimony.language)):
        return witness.shown
