"""What there is of documents."""

from collections.abc import Iterator

from commission.documents.models import Document


def copies_kept() -> Iterator[tuple[str, bool]]:
    """The key of each copy for readers, and whether its file has to be there.

    One that was taken down may lie there until the store answered; then nothing is known of it.
    """
    rows = Document.objects.exclude(sha256="").values_list("key", "taken_down_at")
    return ((key, gone is None) for key, gone in rows.iterator())
