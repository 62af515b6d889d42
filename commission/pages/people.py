"""The people of the commission: who they are, since when, and what they say of themselves."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from archive.dates import edtf_right
from commission.pages.blocks.texts import FEATURES
from commission.pages.fields import BlocksField
from commission.pages.section import WrittenPage


def written_date(value: str) -> None:
    """Refuses what is no EDTF date; raises ValidationError."""
    if not edtf_right(value):
        raise ValidationError(_now("Write it as 2026-11-12, 2026-11, 2026 or 1996~."))


class PersonBlock(blocks.StructBlock):
    """One person and what they do in the commission."""

    name = blocks.CharBlock(label=_("name"), max_length=120)
    role = blocks.CharBlock(label=_("role"), max_length=120)
    since = blocks.CharBlock(
        label=_("since"), max_length=20, required=False, validators=[written_date]
    )
    until = blocks.CharBlock(
        label=_("until"),
        max_length=20,
        required=False,
        validators=[written_date],
        help_text=_("Whoever has left stays on the page, below the others."),
    )
    words = blocks.RichTextBlock(label=_("words"), features=FEATURES, required=False)

    class Meta:
        icon = "user"
        label = _("Person")


class PeopleBlock(blocks.StreamBlock):
    """People, in the order in which they are shown."""

    person = PersonBlock()


class PeoplePage(WrittenPage):
    """People of the commission. Nobody who testified is ever among them."""

    TRANSLATED = (*WrittenPage.TRANSLATED, "people")

    people = BlocksField(PeopleBlock(), blank=True, verbose_name=_("people"))

    content_panels = [*WrittenPage.content_panels, FieldPanel("people")]
    subpage_types: list[str] = []
    template = "pages/people.html"

    class Meta:
        verbose_name = _("page of people")
        verbose_name_plural = _("pages of people")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Those who are there, and those who were."""
        context = super().get_context(request, *args, **kwargs)
        today = timezone.localdate().isoformat()
        now = [one.value for one in self.people if not _has_left(one.value["until"] or "", today)]
        before = [one.value for one in self.people if _has_left(one.value["until"] or "", today)]
        return {**context, "now": now, "before": before}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs: who is there, and as what."""
        people = [
            {"@type": "Person", "name": one.value["name"], "jobTitle": one.value["role"]}
            for one in self.people
        ]
        return {
            "@type": "AboutPage",
            "mainEntity": {"@type": "ItemList", "itemListElement": people},
        }


def _has_left(until: str, today: str) -> bool:
    """Whether a day is past; of a month or a year alone, whether all of it is."""
    day = until.rstrip("~?%")
    return bool(day) and day < today[: len(day)]
