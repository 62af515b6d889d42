"""Rows of a hearing in another language: what they say is theirs, all else is the original's."""

from typing import Any

# What a translation says in words of its own, by relation.
OWN_WORDS = {
    "sessions": ("heading", "what", "content_note"),
    "appearances": ("about",),
}


def rows_follow(translation: Any, original: Any) -> None:
    """Give a translation the rows of its original, with its own words where it has any.

    Rows belong together by their keys. What the original does not have any more is gone, and a new
    row says what the original says until somebody translates it.
    """
    for relation, names in OWN_WORDS.items():
        said = {row.key: row for row in getattr(translation, relation).all()}
        setattr(
            translation,
            relation,
            [
                _in_own_words(row, said.get(row.key), names)
                for row in getattr(original, relation).all()
            ],
        )


def _in_own_words(row: Any, said: Any, names: tuple[str, ...]) -> Any:
    one = type(row)(
        **{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    )
    one.pk = said.pk if said is not None else None
    for name in names if said is not None else ():
        setattr(one, name, getattr(said, name))
    return one
