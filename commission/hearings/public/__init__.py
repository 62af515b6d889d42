"""What outsiders read of a hearing, in words and in the order of the page."""
