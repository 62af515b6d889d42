"""Receiving originals: bytes in, a receipt out, and a watch over what lies in the store."""

from media.receiving.accepting import Accept
from media.receiving.services import Receipt, blob_receive

__all__ = ["Accept", "Receipt", "blob_receive"]
