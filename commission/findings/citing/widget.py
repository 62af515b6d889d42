"""Choosing one passage as a field of any form of the admin, also in a block."""

from typing import Any

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse_lazy


class PassageInput(forms.TextInput):
    """A hidden field with the words as they may be read now, and the way to the chooser.

    The form holds the signed place alone; a module asks for the words (`citing.views.cited`).
    """

    template_name = "findings/citing/input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Where a passage is looked for, and where its words are asked for."""
        addresses = {"find": reverse_lazy("evidence:find"), "cited": reverse_lazy("evidence:cited")}
        return {**super().get_context(name, value, attrs), "addresses": addresses}

    @property
    def media(self) -> forms.Media:
        """The module and its style. Modules are loaded once, however many blocks there are."""
        return forms.Media(
            js=[_module("findings/passage.js"), _module("findings/playing.js")],
            css={"all": ["desk/desk.css", "findings/desk.css"]},
        )


def _module(name: str) -> Any:
    return Script(static(name), type="module")
