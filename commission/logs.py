"""What is written into the log, and what never is.

Ids only, never content: tracebacks with local variables, addresses and query strings of visitors
reach no log. The request log of the web server is switched off for the same reason.
"""

import logging
import re
from typing import Any

# The secret part of the links in e-mails (`commission.following.urls`).
TOKEN = re.compile(r"(/follow/)[A-Za-z0-9_-]{43}")


class WithoutTokens(logging.Filter):
    """Takes secrets out of the addresses that Django names when a page broke."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the record stays, without what must not be in it."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                TOKEN.sub(r"\1...", part) if isinstance(part, str) else part for part in record.args
            )
        return True


def logging_at(level: str) -> dict[str, Any]:
    """Django's LOGGING: one stream, from this level on."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "filters": {"unsaid": {"()": "commission.logs.WithoutTokens"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "plain",
                "filters": ["unsaid"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django.server": {"handlers": [], "propagate": False},
            # Below an error it writes down the address of each page that was not found.
            "django.request": {"level": "ERROR"},
            # Names whatever is saved, published, moved or deleted, drafts among them.
            "wagtail": {"level": "WARNING"},
            "elastic_transport": {"level": "ERROR"},
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
            "faster_whisper": {"level": "WARNING"},
        },
    }
