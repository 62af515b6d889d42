"""Elasticsearch 8 or 9, for installations of any size."""
