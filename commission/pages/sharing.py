"""What the pages of a report and of a theme say of themselves."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import site_address
from commission.reports.models import Report, Theme
from commission.sharing.pictures import picture_path
from commission.sharing.shared import Shared, publisher


def shared_of_report(
    report: Report, shown: Report, *, findings: int, recommendations: int
) -> Shared:
    """What a report's page says of itself; `shown` is the row in the page's language."""
    counted = (
        (findings, ngettext("One finding.", "%(n)s findings.", findings)),
        (
            recommendations,
            ngettext("One recommendation.", "%(n)s recommendations.", recommendations),
        ),
    )
    path = reverse("reports:report", args=[report.slug])
    data: dict[str, Any] = {
        "@type": "Report",
        "@id": site_address(path),
        "name": shown.title,
        "url": site_address(path),
        "inLanguage": shown.locale.language_code,
        # Reports of other commissions, whose recommendations are followed here, say whose they are.
        "author": {"@type": "Organization", "name": shown.made_by}
        if shown.made_by
        else publisher(),
    }
    if report.published_on:
        data["datePublished"] = report.published_on.isoformat()
    return Shared(
        title=shown.title,
        description=" ".join(said % {"n": n} for n, said in counted if n),
        path=path,
        language=shown.locale.language_code,
        image=picture_path("reports", report.slug),
        published=report.published_on,
        data=data,
    )


def shared_of_theme(theme: Theme, shown: Theme) -> Shared:
    """What a theme's page says of itself."""
    path = reverse("reports:theme", args=[theme.slug])
    return Shared(
        title=shown.name,
        description=_("What the commission found about it, and what it asked for."),
        path=path,
        language=shown.locale.language_code,
        image=picture_path("themes", theme.slug),
        kind="website",
        data={
            "@type": "CollectionPage",
            "@id": site_address(path),
            "name": shown.name,
            "url": site_address(path),
            "about": {"@type": "Thing", "name": shown.name},
            "publisher": publisher(),
        },
    )
