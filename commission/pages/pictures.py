"""Pictures beside links to pages: of editorial pages, reports, themes, and of the site.

Accounts have the site's own picture, which says nothing of them: a word or a name that stands in a
picture on somebody else's server cannot be taken back.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commission.pages.editorial import EditorialPage
from commission.pages.reports import report_public, theme_public
from commission.pages.standing import pages_public
from commission.reports.models import Report, Theme
from commission.sharing.picture import Facts
from commission.sharing.pictures import picture_register

SITE = "record"


def pictures_register() -> None:
    """Register all of them. Called when Django starts."""
    picture_register("site", public=_site, facts_of=_of_site, numbered=False)
    picture_register("reports", public=report_public, facts_of=_of_report, numbered=False)
    picture_register("themes", public=theme_public, facts_of=_of_theme, numbered=False)
    picture_register("pages", public=_page, facts_of=_of_page, model=EditorialPage, key="pk")


def _site(key: str) -> str | None:
    return key if key == SITE else None


def _of_site(key: str) -> Facts:
    return _facts(_("The record"), _("What people told this commission, in their own words"))


def _of_report(report: Report) -> Facts:
    return _facts(report.made_by or _("A report"), report.title)


def _of_theme(theme: Theme) -> Facts:
    return _facts(_("What was found, and what was asked for"), theme.name)


def _page(number: int) -> Any:
    row = pages_public(at=timezone.now()).filter(pk=number).first()
    return row.specific if row else None


def _of_page(page: Any) -> Facts:
    """Its title, as it is public: a draft of it is in none of its fields."""
    return _facts(str(page._meta.verbose_name).capitalize(), page.title)


def _facts(what: str, sentence: str) -> Facts:
    return Facts(commission=settings.COMMISSION_NAME, what=what, sentence=sentence)
