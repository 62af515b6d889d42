"""Taking in recommendations from files: Markdown, CSV, JSON. See `../data/README.md`."""
