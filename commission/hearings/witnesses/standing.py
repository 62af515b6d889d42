"""Public records in which a name stands that was written before a cipher was given for it."""

from archive.redaction.names import name_find
from commission.hearings.witnesses.models import Cipher
from commission.hearings.witnesses.names import ways_to_write
from commission.review.models import PublicRecord
from commission.review.words import record_texts


def records_with_name(cipher: Cipher) -> list[PublicRecord]:
    """Records whose public text or newest draft holds a name of this cipher.

    Reads every record once; for the one page on which whoever may see names looks.
    """
    known = cipher.names.values_list("name", flat=True)
    forms = {form for name in known for form in ways_to_write(name)}
    found = []
    for model in PublicRecord.__subclasses__():
        for record in model._default_manager.select_related("latest_revision").iterator():
            texts = list(record_texts(record))
            if record.latest_revision_id != record.live_revision_id:
                texts += record_texts(record.get_latest_revision_as_object())
            words = " ".join(texts).split()
            if any(name_find(form, words, parts=False) for form in forms):
                found.append(record)
    return found
