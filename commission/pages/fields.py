"""A field of blocks that leaves its blocks out of migrations."""

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """What blocks there are is code and changes nothing in the database."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """As a field without blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
