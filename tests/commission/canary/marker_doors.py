"""Every address of markers and photographs behind the desk, with what is there and with guesses."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import AutoField
from django.urls import reverse

from archive.edition.models import Edition
from commission.documents.models import Words
from commission.markers.models import Marker, Nomination, PlaceProposal, StateChange
from commission.photographs.models import Photograph

GUESS = UUID(int=3)


def each(name: str, /, **of: Any) -> Callable[[], Iterator[str]]:
    """An address for each row of the models in `of`, and one for a guess."""

    def urls() -> Iterator[str]:
        if not of:
            yield reverse(name)
        for key, model in of.items():
            rows = model.objects.values_list("number" if key == "number" else "pk", flat=True)
            counted = key == "number" or isinstance(model._meta.pk, AutoField)
            more = {"width": 320} if name.endswith(":file") else {}
            more |= {"extension": "jpg"} if name == "photographs:file" else {}
            for value in {*rows, 999 if counted else GUESS}:
                yield reverse(name, kwargs={key: value, **more})

    return urls


MARKER_DOORS: dict[str, Callable[[], Iterator[str]]] = {
    "photographs:file": each("photographs:file", photograph=Photograph),
    **{
        f"markers_desk:{name}": each(f"markers_desk:{name}")
        for name in ("home", "list", "find", "nominations", "write_down")
    },
    **{
        f"markers_desk:{name}": each(f"markers_desk:{name}", number=Marker)
        for name in ("marker", "state", "condition", "place", "withdraw")
    },
    **{
        f"markers_desk:{name}": each(f"markers_desk:{name}", nomination=Nomination)
        for name in ("nomination", "contact", "accept", "spam")
    },
    **{
        f"markers_desk:{name}": each(f"markers_desk:{name}", edition=Edition)
        for name in ("passage", "chosen")
    },
    "markers_desk:correct": each("markers_desk:correct", row=StateChange),
    "markers_desk:place_decide": each("markers_desk:place_decide", proposal=PlaceProposal),
    "markers_desk:take_down": each("markers_desk:take_down", words=Words),
    **{
        f"photographs_desk:{name}": each(f"photographs_desk:{name}") for name in ("list", "receive")
    },
    **{
        f"photographs_desk:{name}": each(f"photographs_desk:{name}", photograph=Photograph)
        for name in ("photograph", "text", "take_down", "file")
    },
}
