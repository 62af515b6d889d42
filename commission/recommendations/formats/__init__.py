"""What files of recommendations look like, going out and coming in."""
