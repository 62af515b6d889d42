"""The desk of whoever keeps the tracker, inside the admin."""
