"""What other programs read of hearings: calendars, feeds, the table of a docket."""
