"""What other programs read of the tracker: tables, JSON, feeds, a calendar. See README.md here."""
