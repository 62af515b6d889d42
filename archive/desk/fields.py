"""How the desk shows a form: label, hint, error, field; the errors once more at the top."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Choices


def choices_of(values: type[Choices]) -> list[tuple[str, Any]]:
    """The choices of a vocabulary, without an empty one."""
    return list(values.choices)


class DeskForm(forms.Form):
    """A form whose fields carry the desk's class, shown by `desk/parts/form.html`."""

    use_required_attribute = False
    template_name = "desk/parts/form.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(
                field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.CheckboxInput
            ):
                field.widget.attrs.setdefault("class", "desk-input")

    def refuse(self, error: ValidationError) -> None:
        """Put what a service refused beside the field it is about, or above all of them."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            for one in errors:
                self.add_error(name if name in self.fields else None, one)
