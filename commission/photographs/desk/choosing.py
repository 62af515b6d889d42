"""Choosing a photograph for a record, by what is seen on it."""

from typing import Any

from django.forms import Select


class PhotographSelect(Select):
    """A plain list that says what is seen: ids tell nobody anything."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        """An option with the words for those who cannot see the photograph."""
        row = getattr(value, "instance", None)
        seen = f"{row.alt} ({row.taken_in_at:%Y-%m-%d})" if row is not None and row.alt else label
        return super().create_option(name, value, seen, *args, **kwargs)
