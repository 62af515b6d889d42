"""Tantivy: a search engine in the process, its files under DATA_DIR."""
