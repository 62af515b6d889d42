"""People who sign in: staff of the commission, approved researchers."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Somebody with an account. What they may do comes from their groups (`archive.roles`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return self.get_full_name() or self.get_username()
