"""Refusals that a person can act on."""

from django.utils.functional import Promise


class Refused(Exception):
    """What was asked for was not done. `message` says what to do; `str()` of it is the code."""

    def __init__(self, code: str, message: str | Promise) -> None:
        self.code = code
        self.message = message
        super().__init__(code)
