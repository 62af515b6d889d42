"""The panel of the finding's editor in which testimony is cited."""

from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from archive.consent.models import Use
from commission.findings.citing.forms import CitationForm
from commission.findings.citing.purpose import FINDINGS
from commission.findings.citing.rows import Row, rows_of

MOST = 200


class CitationPanel(InlinePanel):
    """`CitationPanel("citations")`: what is cited, with its words as they may be read now, and the
    way to a passage. The form carries places and hashes, never words.
    """

    def __init__(
        self,
        relation_name: str = "citations",
        *args: Any,
        chooser: str = FINDINGS.find,
        use: Use = FINDINGS.use,
        **kwargs: Any,
    ) -> None:
        # Name of the page where a passage is looked for, and what the record that cites is for.
        self.chooser, self.use = chooser, use
        # Named for the comparison of two drafts, which says what changed in these.
        kwargs.setdefault(
            "panels", [FieldPanel(name) for name in ("edition", "start_ms", "end_ms")]
        )
        super().__init__(relation_name, *args, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """Wagtail copies a panel with these."""
        return {**super().clone_kwargs(), "chooser": self.chooser, "use": self.use}

    def get_form_options(self) -> dict[str, Any]:
        """One hidden field a citation (`CitationForm`)."""
        return {
            "formsets": {
                self.relation_name: {
                    "form": CitationForm,
                    "fields": [],
                    "extra": 0,
                    "min_num": None,
                    "max_num": MOST,
                    "validate_max": True,
                }
            }
        }

    class BoundPanel(Panel.BoundPanel):
        """The list, and the link to the chooser."""

        template_name = "findings/citing/panel.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.panel: CitationPanel
            if self.form is None:
                return
            self.formset = self.form.formsets[self.panel.relation_name]
            for form in self.formset.forms:
                form.fields[DELETION_FIELD_NAME].widget = forms.CheckboxInput()
                form.fields[ORDERING_FIELD_NAME].widget.attrs["min"] = 1

        @property
        def cited(self) -> list[tuple[Any, Row | None]]:
            """Each row of the form in its order, with what may be read of it."""
            ordered = sorted(self.formset.forms, key=_order)
            known = [form.instance for form in ordered if form.instance.edition_id]
            shown = dict(
                zip(
                    map(id, known),
                    rows_of(known, at=timezone.now(), use=self.panel.use),
                    strict=True,
                )
            )
            return [(form, shown.get(id(form.instance))) for form in ordered]

        @property
        def empty(self) -> Any:
            """The form from which the editor's module makes a new row."""
            return self.formset.empty_form

        @property
        def chooser(self) -> str:
            """Where a passage is looked for; without script it goes straight into the draft."""
            address = reverse(self.panel.chooser)
            return f"{address}?for={self.instance.pk}" if self.saved else address

        @property
        def saved(self) -> bool:
            """Whether there is a draft that a passage could go into."""
            return self.instance is not None and self.instance.pk is not None

        def get_comparison(self) -> Any:
            return InlinePanel.BoundPanel.get_comparison(self)


def _order(form: Any) -> int:
    """As the person ordered the rows, or as they stand in the draft."""
    if form.is_bound:
        given = form.data.get(form.add_prefix(ORDERING_FIELD_NAME), "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 99_999
    return form.initial.get(ORDERING_FIELD_NAME) or 0
