"""What somebody narrowed the list of findings to."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from commission.findings.selectors import findings_public
from commission.review.models import PublicRecordQuerySet


@dataclass(frozen=True)
class FindingsAsked:
    """A theme, a report, or everything. What the address holds beside that narrows nothing."""

    theme: str = ""
    report: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "FindingsAsked":
        """The narrowing that an address asks for: slugs that public findings have."""
        return cls(
            theme=_known(query.get("theme", ""), "themes__slug"),
            report=_known(query.get("report", ""), "chapter__report__slug"),
        )

    def queryset(self) -> PublicRecordQuerySet:
        """The public findings that it leaves."""
        return self.narrow(findings_public())

    def narrow(self, rows: PublicRecordQuerySet) -> PublicRecordQuerySet:
        """Those of other findings that it leaves."""
        if self.theme:
            rows = rows.filter(themes__slug=self.theme)
        if self.report:
            rows = rows.filter(chapter__report__slug=self.report)
        return rows.distinct()

    @property
    def query(self) -> str:
        """It as it stands in an address."""
        values = {"theme": self.theme, "report": self.report}
        return urlencode({name: value for name, value in values.items() if value})


def _known(slug: str, where: str) -> str:
    if not slug or len(slug) > 80 or "\0" in slug:
        return ""
    return slug if findings_public().filter(**{where: slug}).exists() else ""
