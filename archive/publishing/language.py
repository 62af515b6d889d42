"""In which language an edition's own words (not the testimony's) are written."""

from django.conf import settings


def language_of(code: str) -> str:
    """The language of the interface that serves a testimony's language, or the default one."""
    primary = code.split("-")[0].lower()
    return primary if primary in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
