"""Recording what was agreed to. Versions are added; none is ever changed."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from archive.consent.in_force import (
    ATTRIBUTIONS,
    Answer,
    ConsentInForce,
    agreement_at,
    answer,
    consent_in_force,
    media_of,
    uses_of,
)
from archive.consent.models import (
    Agreement,
    Attribution,
    Consent,
    ConsentConfirmation,
    HowGiven,
    Medium,
    Use,
)
from archive.ledger.services import ledger_append
from archive.people.models import StatementGiver
from archive.refusal import SamePerson
from archive.testimony.models import Testimony
from media.models import Accession
from media.refusal import Refused

__all__ = ["ConsentInForce", "consent_confirm", "consent_in_force", "consent_record"]


class Overtaken(Refused):
    """A newer version has been recorded since; this one can no longer come into force."""

    def __init__(self) -> None:
        super().__init__(
            "consent_overtaken",
            _("A newer consent has been recorded since. Look at that one instead."),
        )


@transaction.atomic
def consent_record(
    *,
    testimony: Testimony,
    giver: StatementGiver,
    uses: Mapping[Use, bool],
    media: Mapping[Medium, bool],
    attribution: Attribution,
    public_name: str = "",
    how_given: HowGiven,
    form_text: str = "",
    form_language: str,
    given_on: date,
    open_until: date | None = None,
    agreement: Agreement = Agreement.DOCUMENTED,
    proof: Accession | None = None,
    by: AbstractUser,
    at: datetime,
) -> Consent:
    """Add the next version of what one giver agreed to for one testimony.

    What a version takes away is gone at once: open editions that show more are closed in the same
    transaction. One that allows more than the version before waits
    for `consent_confirm` by another person; until then the version before stays in force. The
    first answer a giver gives widens nothing. Raises ValidationError when a field cannot be right.
    """
    # One writer at a time for one testimony, so that version numbers and comparisons hold.
    Testimony.objects.select_for_update().get(pk=testimony.pk)
    if not testimony.giver_links.filter(giver=giver).exists():
        raise ValidationError(_("This person did not give this testimony."))
    versions = list(
        Consent.objects.filter(testimony=testimony, giver=giver)
        .select_related("confirmation")
        .order_by("version")
    )
    consent = Consent(
        testimony=testimony,
        giver=giver,
        version=versions[-1].version + 1 if versions else 1,
        agreement=agreement,
        uses={use.value: uses.get(use) is True for use in Use},
        media={medium.value: media.get(medium) is True for medium in Medium},
        attribution=attribution,
        public_name=public_name.strip(),
        open_until=open_until,
        how_given=how_given,
        form_text_hash=hashlib.sha256(form_text.encode()).hexdigest() if form_text else "",
        form_language=form_language,
        given_on=given_on,
        proof=proof,
        recorded_by_id=by.pk,
        recorded_at=at,
    )
    consent_check(consent)
    answered = any(version.agreement != Agreement.PENDING for version in versions)
    before = answer(versions, at=at)
    consent.widens = before is not None and answered and widens(consent, before, at=at)
    consent.save(force_insert=True)
    ledger_append(
        actor=by,
        act="consent.record",
        record=consent,
        testimony=testimony,
        at=at,
        details={
            "version": consent.version,
            "agreement": str(consent.agreement),
            "uses": sorted(use.value for use in uses_of(consent)),
            "media": sorted(medium.value for medium in media_of(consent)),
            "attribution": str(consent.attribution),
            "open_until": open_until.isoformat() if open_until else None,
            "widens": consent.widens,
        },
    )
    _editions_follow(testimony, by=by, at=at)
    return consent


@transaction.atomic
def consent_confirm(*, consent: Consent, by: AbstractUser, at: datetime) -> ConsentConfirmation:
    """A second person's word that a wider consent is what the giver said; from now it is in force.

    Raises SamePerson for the one who recorded it, Overtaken when a newer version exists,
    ValidationError when nothing waits to be confirmed.
    """
    Testimony.objects.select_for_update().get(pk=consent.testimony_id)
    if by.pk == consent.recorded_by_id:
        raise SamePerson(_("You recorded this consent yourself. Another person must confirm it."))
    if not consent.widens or ConsentConfirmation.objects.filter(consent=consent).exists():
        raise ValidationError(_("This consent does not wait for a second person."))
    if Consent.objects.filter(
        testimony_id=consent.testimony_id, giver_id=consent.giver_id, version__gt=consent.version
    ).exists():
        raise Overtaken()
    names = consent_in_force(consent.testimony, at=at).names
    confirmation = ConsentConfirmation.objects.create(
        consent=consent, confirmed_by_id=by.pk, confirmed_at=at
    )
    ledger_append(
        actor=by,
        act="consent.confirm",
        record=consent,
        testimony=consent.testimony,
        at=at,
        details={"version": consent.version},
    )
    # What is allowed grows, except that a name shown until now may have been replaced.
    names_now = consent_in_force(consent.testimony, at=at).names
    if any(name and name != names_now[giver] for giver, name in names.items()):
        _editions_follow(consent.testimony, by=by, at=at)
    return confirmation


def _editions_follow(testimony: Testimony, *, by: AbstractUser, at: datetime) -> None:
    """Close what shows more than is agreed to now; every door refuses it at the next request."""
    # Publishing reads consent; only here does consent reach back.
    from archive.publishing.closing import editions_narrow

    editions_narrow(testimony=testimony, by=by, at=at)


def widens(new: Consent, old: Answer, *, at: datetime) -> bool:
    """Whether the new version allows anything that is not allowed now.

    Another chosen name is wider too: it shows what nobody agreed to show before. Putting a chosen
    name in the place of the real one is not.
    """
    if agreement_at(new, at=at) != Agreement.DOCUMENTED or not uses_of(new):
        return False
    if old.agreement != Agreement.DOCUMENTED:
        return True
    other_name = (
        new.attribution == old.attribution != Attribution.ANONYMOUS
        and bool(new.public_name)
        and new.public_name != old.valid.public_name
    )
    return bool(
        uses_of(new) - old.uses
        or media_of(new) - old.media
        or ATTRIBUTIONS.index(Attribution(new.attribution)) < ATTRIBUTIONS.index(old.attribution)
        or other_name
        or (old.open_until and (new.open_until is None or new.open_until > old.open_until))
    )


def consent_check(consent: Consent) -> None:
    """Raises ValidationError, by field, for what cannot be right."""
    consent.clean_fields(exclude=["testimony", "giver", "proof", "recorded_by"])
    if consent.attribution == Attribution.PUBLIC_NAME and not consent.public_name:
        raise ValidationError({"public_name": _("Write down the name this person chose.")})
