"""The consent in force as sentences: the first thing said on every page of a record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import formats
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.consent.in_force import ConsentInForce
from archive.consent.models import Agreement, Attribution, Consent, Medium, Use

# What a use is called in the middle of a sentence.
SHORT: dict[Use, str | Promise] = {
    Use.WEB_PUBLICATION: gettext_lazy("the web"),
    Use.RESEARCH: gettext_lazy("researchers"),
    Use.TEACHING: gettext_lazy("teaching"),
    Use.PUBLICATION: gettext_lazy("print"),
    Use.BROADCAST: gettext_lazy("broadcast"),
    Use.EXHIBITION: gettext_lazy("exhibitions"),
    Use.DEPOSIT: gettext_lazy("other archives"),
    Use.AI_PROCESSING: gettext_lazy("writing down by machine"),
    Use.EXTERNAL_PROCESSING: gettext_lazy("processing by others"),
    Use.REPORT_CITATION: gettext_lazy("quotation in reports"),
    Use.SHARE_IMAGE: gettext_lazy("images for sharing"),
    Use.MEMORIAL_INSCRIPTION: gettext_lazy("memorials"),
    Use.LEGISLATIVE_USE: gettext_lazy("legislators"),
    Use.TRAINING_OF_POLICE: gettext_lazy("training of police"),
}


@dataclass(frozen=True)
class Agreed:
    """What the page says first: one plain part, one bold part, and what waits."""

    opening: str
    terms: str
    waiting: str
    uses: tuple[tuple[bool, str | Promise], ...]
    named: str
    # The name they chose; "" where it is their own, or none.
    known_as: str


def agreed_of(consent: ConsentInForce, versions: Iterable[Consent]) -> Agreed:
    """The sentences for the consent in force; `versions` are all consents of the testimony."""
    current = sorted((v for v in versions if v.pk in consent.ids), key=lambda v: v.version)
    waiting = len(consent.waiting)
    return Agreed(
        opening=_opening(consent, current),
        terms=_terms(consent),
        waiting=ngettext(
            "One wider version waits for a second person; until then nothing widens.",
            "%(count)d wider versions wait for a second person; until then nothing widens.",
            waiting,
        )
        % {"count": waiting}
        if waiting
        else "",
        uses=tuple((use in consent.uses, use.label) for use in Use),
        named=named(consent),
        known_as=(consent.display_title if consent.attribution == Attribution.PUBLIC_NAME else ""),
    )


def named(consent: ConsentInForce) -> str:
    """How the giver is called outside. A real name is not said here: it is vault data."""
    if consent.attribution == Attribution.REAL_NAME:
        return _("their own name")
    if consent.attribution == Attribution.ANONYMOUS:
        return _("no name")
    return _("the name %(name)s") % {"name": consent.display_title}


def _opening(consent: ConsentInForce, current: list[Consent]) -> str:
    if consent.agreement != Agreement.DOCUMENTED:
        return {
            Agreement.PENDING: _("Nothing has been agreed to yet."),
            Agreement.UPDATE_REQUIRED: _("The consent must be asked again."),
            Agreement.DISPUTED: _("The consent is disputed."),
            Agreement.EXPIRED: _("The consent has run out."),
            Agreement.WITHDRAWN: _("The consent was taken back."),
        }[consent.agreement]
    if len(current) == 1:
        return _("Consent %(version)d is in force:") % {"version": current[0].version}
    return _("%(count)d consents are in force, and the strictest decides:") % {
        "count": len(current)
    }


def _terms(consent: ConsentInForce) -> str:
    if consent.agreement != Agreement.DOCUMENTED:
        return _("Nothing may be written down by machine, and nothing may be shown to anybody.")
    yes = [str(SHORT[use]) for use in Use if use in consent.uses]
    no = [str(SHORT[use]) for use in Use if use not in consent.uses]
    media = [str(medium.label).lower() for medium in Medium if medium in consent.media]
    parts = [
        _("yes to %(list)s") % {"list": joined(yes)} if yes else _("no to every use"),
        _("with %(list)s") % {"list": joined(media)} if media else _("nothing may be shown"),
        _("under %(name)s") % {"name": named(consent)},
    ]
    if consent.open_until:
        parts.append(
            _("until %(date)s") % {"date": formats.date_format(consent.open_until, "j F Y")}
        )
    said = ", ".join(parts)
    if yes and no:
        said += _("; no to %(list)s") % {"list": either(no)}
    return capfirst(said) + "."


def joined(words: list[str]) -> str:
    """One, two and three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def either(words: list[str]) -> str:
    """One, two or three."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
