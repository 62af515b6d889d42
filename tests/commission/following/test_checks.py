"""What an installation that sends e-mail is told before it goes into the open."""

import os
import subprocess
import sys

import pytest

from commission.following.checks import email_settings
from tests.environment import ROOT

KEY = "k" * 40
RIGHT = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "DEFAULT_FROM_EMAIL": "Our Commission <record@commission.example>",
    "ADDRESS_KEYS": [KEY],
    "SITE_URL": "https://record.example",
}


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({}, []),
        ({"DEFAULT_FROM_EMAIL": "record@localhost"}, ["following.E001"]),
        ({"DEFAULT_FROM_EMAIL": "nobody"}, ["following.E001"]),
        ({"ADDRESS_KEYS": []}, ["following.E002"]),
        ({"ADDRESS_KEYS": [KEY, "short"]}, ["following.E002"]),
        ({"ADDRESS_KEYS": [KEY], "SECRET_KEY": KEY}, ["following.W003"]),
        ({"SITE_URL": "http://localhost:8000"}, ["following.W004"]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}, []),
    ],
)
def test_each_setting_that_cannot_be_right_is_named(settings, wrong, found):
    for name, value in {**RIGHT, **wrong}.items():
        setattr(settings, name, value)
    assert [message.id for message in email_settings(None)] == found


def check(**environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": os.environ["DATA_DIR"], **environment}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True)


def test_production_is_told_in_sentences_what_to_set():
    base = {"SECRET_KEY": "k3-" * 30 + "Zq9", "ALLOWED_HOSTS": "record.example"}
    mail = {"EMAIL_URL": "smtp+tls://name:pass@mail.example:587"}
    refused = check(**base, **mail)
    assert refused.returncode != 0
    for sentence in ("EMAIL_FROM is no address", "Set ADDRESS_KEYS", "Set SITE_URL"):
        assert sentence in refused.stderr
    assert "pass@" not in refused.stderr
    passed = check(
        **base,
        **mail,
        EMAIL_FROM="Our Commission <record@commission.example>",
        ADDRESS_KEYS=KEY,
        SITE_URL="https://record.example",
    )
    assert passed.returncode == 0, passed.stderr
