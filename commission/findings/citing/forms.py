"""A citation as a row of the finding's form."""

import uuid
from typing import Any

from django import forms
from django.core.signing import BadSignature
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from archive.edition.models import Edition
from commission.findings.citing.sealing import citation_seal, seal_read
from commission.findings.models import Citation


class CitationForm(WagtailAdminModelForm):
    """One hidden field. What it says was signed by the chooser or stands in the draft already."""

    passage = forms.CharField(widget=forms.HiddenInput, max_length=1000)

    class Meta:
        model = Citation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.edition_id:
            self.initial.setdefault("passage", citation_seal(self.instance))

    def clean_passage(self) -> str:
        """Put what was chosen into the citation. Refuses what this software has not signed."""
        passage = str(self.cleaned_data["passage"])
        try:
            values = seal_read(passage)
        except BadSignature as error:
            raise forms.ValidationError(
                _("This passage could not be read. Remove it and choose it anew."), code="seal"
            ) from error
        if not Edition.objects.filter(pk=values["edition_id"]).exists():
            raise forms.ValidationError(
                _("This passage could not be read. Remove it and choose it anew."), code="edition"
            )
        values["key"] = uuid.UUID(values["key"])
        values["edition_id"] = uuid.UUID(values["edition_id"])
        for name, value in values.items():
            setattr(self.instance, name, value)
        return passage
