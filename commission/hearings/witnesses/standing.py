"""Public records in which a name stands that was written before a cipher was given for it."""

from commission.hearings.witnesses.models import Cipher
from commission.hearings.witnesses.names import holds
from commission.review.models import PublicRecord
from commission.review.words import record_texts


def records_with_name(cipher: Cipher) -> list[PublicRecord]:
    """Records whose public text or newest draft holds a name of this cipher.

    Reads every record once; for the one page on which whoever may see names looks.
    """
    names = list(cipher.names.values_list("name", flat=True))
    found = []
    for model in PublicRecord.__subclasses__():
        for record in model._default_manager.select_related("latest_revision").iterator():
            texts = list(record_texts(record))
            if record.latest_revision_id != record.live_revision_id:
                texts += record_texts(record.get_latest_revision_as_object())
            if any(holds(text, names) for text in texts):
                found.append(record)
    return found
