"""Django looks for models here; each lives in the folder of what it is."""

from media.blobs.models import Accession, Blob

__all__ = ["Accession", "Blob"]
