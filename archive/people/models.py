"""People who testified. Their names are in the vault and in nothing that leaves it by itself."""

import uuid

from django.db import models


class StatementGiver(models.Model):
    """A person who gave testimony. `__str__` holds no name: none gets into logs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    real_name = models.CharField(max_length=200)
    contact = models.TextField(blank=True, help_text="how this person may safely be reached")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"giver {str(self.id)[:8]}"
