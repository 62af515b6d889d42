"""The forms for visitors."""

import pytest

from commission.markers.nominations.forms import LONG, NominateForm, TellForm

WISH = {"what": "A marker", "place": "At the gate", "why": "Nobody else remembers."}


def test_without_a_contact_a_wish_is_whole():
    form = NominateForm(WISH)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["contact"] == ""
    assert TellForm({"what": "It is gone."}).is_valid()


@pytest.mark.parametrize("name", ["what", "place", "why"])
def test_each_missing_part_is_asked_for_in_a_sentence(name):
    form = NominateForm({**WISH, name: " "})
    [error] = form.errors[name]
    assert error.endswith(".")


def test_what_is_too_long_or_no_address_is_refused():
    assert "why" in NominateForm({**WISH, "why": "x" * (LONG + 1)}).errors
    assert "contact" in NominateForm({**WISH, "contact": "nobody"}).errors
    assert "what" in NominateForm({**WISH, "what": "x" * 201}).errors
