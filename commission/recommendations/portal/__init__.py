"""Pages of their own for people who answer for a body or speak for the community."""
