"""Every address of hearings and of quotations behind the desk, with what is there and guesses."""

from collections.abc import Callable, Iterator

from django.urls import reverse
from wagtail.models import Page

from commission.hearings.models import (
    Appearance,
    Cipher,
    CipherName,
    DelayedRelease,
    Hearing,
    RestrictionOrder,
)
from tests.commission.canary.marker_doors import GUESS, each


def _links() -> Iterator[str]:
    rows = Appearance.objects.values_list("hearing", "key")
    for hearing, key in {*rows, (999, GUESS)}:
        yield reverse("hearing_desk:link", args=[hearing, key])


def _translated() -> Iterator[str]:
    for page in Page.objects.values_list("pk", flat=True):
        yield reverse("quoted:translate", args=[page, "es"])


def _revisions() -> Iterator[str]:
    for page in Page.objects.all():
        for revision in page.revisions.values_list("pk", flat=True):
            yield reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision])


def _desk(model: type, key: str, *names: str) -> dict[str, Callable[[], Iterator[str]]]:
    full = [f"hearing_desk:{name}" for name in names]
    return {name: each(name, **({key: model} if key else {})) for name in full}


HEARING_DOORS: dict[str, Callable[[], Iterator[str]]] = {
    **_desk(Hearing, "", "home", "paper", "orders", "ciphers"),
    **_desk(Hearing, "hearing", "hearing", "order_place"),
    **_desk(DelayedRelease, "release", "confirm", "take_back"),
    **_desk(
        RestrictionOrder,
        "order",
        *("order", "order_text", "order_widen", "order_review", "order_lift"),
    ),
    **_desk(Cipher, "cipher", "cipher", "cipher_names"),
    **_desk(CipherName, "name", "cipher_name_remove"),
    "hearing_desk:link": _links,
    # Answers to a POST alone, while a record is being written.
    "evidence:cited": each("evidence:cited"),
    "quoted:list": each("quoted:list"),
    "quoted:page": each("quoted:page", page=Page),
    "quoted:draft": each("quoted:draft", page=Page),
    "quoted:translate": _translated,
    **{
        f"wagtailadmin_pages:{name}": each(f"wagtailadmin_pages:{name}", page_id=Page)
        for name in ("edit", "view_draft", "history", "usage")
    },
    "wagtailadmin_pages:revisions_view": _revisions,
}
