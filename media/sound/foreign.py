"""Looks a built file over for anything that is not its sound."""

from pathlib import Path

from media.confine import confined


def foreign_content(path: Path) -> list[str]:
    """Tags, chapters, covers, extra streams, unknown boxes in a built MP4, as names: `tag:title`.

    Never a value, which may be the secret itself. [] when there is nothing but one stream of sound;
    a file that cannot be opened gives its reason as a code.
    """
    with confined("foreign", path=path, container="mov") as looking:
        for _data in looking:
            raise AssertionError("this task sends a result only")
        return list(looking.result)
