"""The house itself: what it refuses to start without, and what must never be committed."""

import os
import re
import subprocess
import sys

import pytest

from tests.environment import ROOT

TRACKED = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split("\n")
# Spelled apart, so that this file does not hold what it forbids.
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "npm" + "js.org", "crates" + ".io"]
REGISTRIES += ["repo1.maven" + ".org", "proxy.golang" + ".org", "deb.debian" + ".org"]


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    bare = {"PATH": os.environ["PATH"], "DATA_DIR": os.environ["DATA_DIR"], **environment}
    command = [sys.executable, "manage.py", "check", "--deploy"]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True)


def test_production_does_not_start_without_a_secret_key_and_says_what_to_set():
    refused = start()
    assert refused.returncode != 0
    assert "SECRET_KEY is not set. Put at least 50 random characters" in refused.stderr


def test_a_prefix_that_cannot_stand_in_an_address_is_refused_at_once():
    refused = start(COMMISSION_DEV="1", COMMISSION_PREFIX="R B")
    assert refused.returncode != 0
    assert "COMMISSION_PREFIX stands in addresses" in refused.stderr


def test_production_with_its_settings_passes_the_deployment_checks():
    result = start(SECRET_KEY="k3-" * 30 + "Zq9", ALLOWED_HOSTS="record.example")
    assert result.returncode == 0, result.stderr


def test_nothing_committed_names_a_package_registry():
    for name in filter(None, TRACKED):
        data = (ROOT / name).read_bytes().lower() if (ROOT / name).is_file() else b""
        assert not [host for host in REGISTRIES if host.encode() in data], name


def test_every_requirement_is_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text().splitlines():
            if line and not line.startswith("#"):
                assert re.match(r"^[A-Za-z0-9._-]+(\[[a-z0-9,]+\])?==\S+", line), line


@pytest.mark.parametrize("document", ["README.md", "docker-compose.yml"])
def test_settings_named_in_the_documents_are_read_by_the_settings(document):
    settings = (ROOT / "commission" / "settings.py").read_text()
    text = (ROOT / document).read_text()
    named = set(re.findall(r"`([A-Z][A-Z0-9]*_[A-Z0-9_]+)`", text))
    named |= set(re.findall(r"^    ([A-Z][A-Z0-9_]+):", text, flags=re.M))
    elsewhere = {"ELASTICSEARCH_TEST_URL", "POSTGRESQL_TEST_URL", "BSD_3"}
    elsewhere |= {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "ES_JAVA_OPTS"}
    unknown = [name for name in named - elsewhere if f'"{name}"' not in settings]
    assert not unknown
    assert named or document != "README.md"


def test_commands_named_in_the_readme_exist():
    from django.core.management import get_commands

    text = (ROOT / "README.md").read_text()
    for command in re.findall(r"manage\.py ([a-z_]+)", text):
        assert command in get_commands(), command
    targets = (ROOT / "Makefile").read_text()
    for target in re.findall(r"make ([a-z]+)", text):
        assert re.search(rf"^{target}:", targets, flags=re.M), target


def test_no_module_grows_past_three_hundred_lines():
    for name in TRACKED:
        if name.endswith(".py") and "/migrations/" not in name and not name.startswith("tests/"):
            path = ROOT / name
            assert not path.exists() or len(path.read_text().splitlines()) <= 300, name


# Not yet brought into short lines; a line of Wagtail's own widgets may not hold a break.
LONG_LINES_STAND = (
    "archive/templates/desk/redaction.html",
    "archive/templates/desk/tools/redaction_",
    "archive/templates/desk/parts/receipt.html",
    "commission/templates/wagtailadmin/widgets/",
)


def test_no_line_of_a_template_grows_past_what_can_be_reviewed():
    for name in TRACKED:
        path = ROOT / name
        if "/templates/" in name and not name.startswith(LONG_LINES_STAND) and path.is_file():
            for number, line in enumerate(path.read_text().splitlines(), start=1):
                assert len(line) <= 160, f"{name}, line {number}"


def test_every_class_of_tests_is_one_that_the_runner_takes():
    """Services are named testimony_…, so only Test_… counts as a class of tests."""
    for name in TRACKED:
        if name.startswith("tests/") and name.endswith(".py") and (ROOT / name).is_file():
            for found in re.findall(r"^class (Test\w+)", (ROOT / name).read_text(), flags=re.M):
                assert found.startswith("Test_") or found.endswith("Factory"), (name, found)
