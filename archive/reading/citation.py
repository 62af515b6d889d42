"""How to cite an edition, in words and for programs that keep references."""

import re
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.consent.models import Attribution
from archive.dates import interval_of
from archive.edition.models import Edition
from archive.reading.turns import Span
from archive.reading.wording import clock, edtf, site_address
from media.audience import Audience

# A date as programs that keep references read one: a year, a month, a day.
EXACT = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")


def edition_address(edition: Edition, *, span: Span | None = None, anchor: str = "") -> str:
    """The full address that names the edition, so that it leads to these words for good.

    The anchor is for a browser without script: it lands on the words.
    """
    path = reverse(
        "reading:edition",
        kwargs={"reference": edition.reference, "number": edition.number},
    )
    place = f"#{anchor}" if anchor else ""
    return site_address(path + (f"?t={span}{place}" if span else ""))


def citation_text(edition: Edition, *, span: Span | None = None, anchor: str = "") -> str:
    """One ready sentence with edition, moment and address."""
    address = edition_address(edition, span=span, anchor=anchor)
    return _sentence(edition, _moment(span) if span else "", address)


def citation_template(edition: Edition) -> str:
    """The same sentence for a moment that the player fills in: {clock} and {t}."""
    moment = ", " + _("at %(start)s") % {"start": "{clock}"}
    return _sentence(edition, moment, edition_address(edition) + "?t={t}")


def _sentence(edition: Edition, moment: str, address: str) -> str:
    who = edition.title
    if edition.attribution == Attribution.PUBLIC_NAME:
        who = _("%(name)s (a chosen name)") % {"name": who}
    parts = [
        who,
        _("testimony to the %(commission)s") % {"commission": settings.COMMISSION_NAME},
        edtf(edition.given_on),
        edition.reference,
        edition_name(edition) + moment,
    ]
    return ", ".join(part for part in parts if part) + ". " + address


def edition_name(edition: Edition) -> str:
    """Public edition 3, or research edition 4."""
    if edition.audience == Audience.RESEARCH:
        return _("research edition %(number)s") % {"number": edition.number}
    return _("public edition %(number)s") % {"number": edition.number}


def ris(edition: Edition) -> str:
    """The edition as a RIS record."""
    rows = [
        ("TY", "SOUND" if edition.duration_ms else "GEN"),
        ("AU", edition.title),
        ("TI", f"Testimony {edition.reference}"),
        ("PB", settings.COMMISSION_NAME),
        ("PY", _year(edition)),
        ("DA", edition.given_on.replace("-", "/") if EXACT.fullmatch(edition.given_on) else ""),
        ("CN", edition.reference),
        ("ET", str(edition.number)),
        ("LA", edition.language),
        ("UR", edition_address(edition)),
        ("ER", ""),
    ]
    return "".join(
        f"{tag}  - {_one_line(value)}\r\n" for tag, value in rows if value or tag == "ER"
    )


def bibtex(edition: Edition) -> str:
    """The edition as a BibTeX entry."""
    fields = {
        "author": "{" + edition.title + "}",
        "title": f"Testimony {edition.reference}",
        "howpublished": settings.COMMISSION_NAME,
        "year": _year(edition),
        "edition": str(edition.number),
        "language": edition.language,
        "url": edition_address(edition),
    }
    body = ",\n".join(f"  {name} = {{{_tex(value)}}}" for name, value in fields.items() if value)
    return f"@misc{{{edition.reference},\n{body}\n}}\n"


def _year(edition: Edition) -> str:
    """The year in which it was given, or first may have been; "" where that is not known."""
    days = interval_of(edition.given_on)
    return f"{days.first:%Y}" if days and days.first != date.min else ""


def _moment(span: Span) -> str:
    if span.end_ms is None:
        return ", " + _("at %(start)s") % {"start": clock(span.start_ms)}
    return ", " + _("at %(start)s to %(end)s") % {
        "start": clock(span.start_ms),
        "end": clock(span.end_ms),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    signs = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "~": r"\~{}"}
    return "".join(signs.get(sign, sign) for sign in _one_line(text))
