"""Ways to reach the commission, those that leave fewest traces first, and how to testify.

There is no form: what is written into one goes through more hands than a call or a visit, and who
is in danger must not be led to it first.
"""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from commission.pages.blocks.texts import FEATURES
from commission.pages.fields import BlocksField
from commission.pages.section import WrittenPage


class Way(models.TextChoices):
    """How somebody is reached, in the order of what each leaves behind."""

    VISIT = "visit", _("Come by")
    PHONE = "phone", _("Call")
    MESSENGER = "messenger", _("Write by an encrypted messenger")
    POST = "post", _("Write a letter")
    EMAIL = "email", _("Write an e-mail")


# What each leaves behind, said beside it.
TRACES = {
    Way.VISIT: _("Nothing is written down unless you want it. You need not give your name."),
    Way.PHONE: _("The call may stand on your telephone and on its bill. Ours keeps no number."),
    Way.MESSENGER: _(
        "Nobody on the way can read it. It stays on your telephone until you delete it."
    ),
    Way.POST: _("You need not write who sends it. Without an address we cannot answer."),
    Way.EMAIL: _("It stays in your mailbox, and those who run mailboxes can read it."),
}


class WayBlock(blocks.StructBlock):
    """One way to reach the commission."""

    way = blocks.ChoiceBlock(label=_("way"), choices=Way.choices)
    where = blocks.CharBlock(
        label=_("number, address or place"), max_length=200, form_classname="title"
    )
    when = blocks.CharBlock(label=_("when somebody is there"), max_length=200, required=False)
    words = blocks.RichTextBlock(
        label=_("what to know: step-free, languages, who answers"),
        features=FEATURES,
        required=False,
    )

    class Meta:
        icon = "mail"
        label = _("Way")


class WaysBlock(blocks.StreamBlock):
    """Ways, in any order: the page puts those that leave fewest traces first."""

    way = WayBlock()


class ContactPage(WrittenPage):
    """How to reach the commission, and how to testify."""

    TRANSLATED = (*WrittenPage.TRANSLATED, "ways", "testifying")

    ways = BlocksField(WaysBlock(), blank=True, verbose_name=_("ways to reach the commission"))
    testifying = BlocksField(
        blocks.StreamBlock(
            [("paragraph", blocks.RichTextBlock(label=_("Text"), features=FEATURES))],
            required=False,
        ),
        blank=True,
        verbose_name=_("how to testify"),
    )

    content_panels = [
        *WrittenPage.content_panels,
        FieldPanel("ways"),
        FieldPanel("testifying"),
    ]
    subpage_types: list[str] = []
    template = "pages/contact.html"

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The ways, with what each leaves behind. A draft may have some that are not chosen yet."""
        order = list(Way)
        chosen = [one.value for one in self.ways if one.value["way"]]
        values = sorted(chosen, key=lambda one: order.index(one["way"]))
        ways = [
            {**value, "label": Way(value["way"]).label, "traces": TRACES[Way(value["way"])]}
            for value in values
        ]
        return {**super().get_context(request, *args, **kwargs), "ways": ways}

    def described_data(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        return {"@type": "ContactPage"}
