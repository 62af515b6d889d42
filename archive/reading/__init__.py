"""The reading room's doors: pages, files and feeds made of open editions and nothing else."""
