"""The outbox: changes that the index has yet to hear of."""
