"""A cipher replaces the name everywhere: in what is written, kept, approved, and in the edition."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from archive.consent.models import Attribution
from archive.consent.services import consent_in_force
from archive.edition.models import EditionState
from archive.ledger.models import LedgerEntry
from archive.redaction.models import ProtectedName, ReasonCode
from archive.testimony.models import TestimonyKind
from archive.testimony.services import testimony_describe
from commission.findings.models import Finding
from commission.findings.vocabulary import StandardOfProof
from commission.hearings.models import Cipher
from commission.hearings.vocabulary import HearingType
from commission.hearings.witnesses.ciphers import (
    cipher_give,
    cipher_name_add,
    cipher_name_remove,
    cipher_names_read,
)
from commission.hearings.witnesses.linking import appearance_link
from commission.hearings.witnesses.names import names_kept_out
from commission.review.models import PublicRecord
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
)
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.hearings.factories import (
    AppearanceFactory,
    AppearanceTestimonyFactory,
    CipherFactory,
    HearingFactory,
)
from tests.factories import NOW, EditionFactory, TestimonyFactory, UserFactory

pytestmark = pytest.mark.django_db
NAME = "Perpetua Quillfeather"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Perpetua Quillfeather kept the book.", True),
        ("QUILLFEATHER, PERPETUA", True),
        ("what Pérpetua Quill-feather's brother saw", True),
        ("Perpetua Anne Quillfeather", False),
        ("Mrs Quillfeather", False),
        ("perpetuaquillfeather@example.org", True),
        ("Perpetua Quillfeathers' book", True),
        ("Perpetual motion, and a quill feather", False),
        ("Witness C7 kept the book.", False),
    ],
)
def test_a_name_is_found_however_it_is_written(text, found):
    CipherFactory(names=[NAME])
    assert bool(names_kept_out([text])) is found


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("王小明", "昨天王小明来了", True),
        ("王小明", "昨天小明来了", False),
        ("山田 太郎", "それから太郎 山田さんが来た", True),
        ("김철수", "그날 김철수는 거기 있었다", True),
        ("أحمد المصري", "ثم جاء وأحمد المصري معه", True),
        ("أحمد المصري", "ثم جاء المصري وحده", False),
    ],
)
def test_a_name_is_found_in_running_text_of_its_script(name, text, found):
    cipher_give(cipher="C9", name=name, by=UserFactory(role="statement_taker"), at=NOW)
    assert bool(names_kept_out([text])) is found


def test_a_name_is_found_without_what_stands_in_its_middle():
    CipherFactory(names=["Perpetua Anne Quillfeather"])
    assert set(names_kept_out(["", "Perpetua Quillfeather", "Quillfeather, Perpetua Anne"])) == {
        1,
        2,
    }


def test_a_refusal_repeats_neither_name_nor_cipher():
    CipherFactory(names=[NAME])
    [sentence] = names_kept_out([NAME]).values()
    assert "Quillfeather" not in str(sentence)
    assert "C7" not in str(sentence)


def finding(**kwargs):
    return Finding(
        locale=locale(),
        statement="No record was kept.",
        conclusion="There was no form.",
        standard=StandardOfProof.CLEAR,
        **kwargs,
    )


def test_no_record_is_kept_with_the_name_in_any_of_its_texts():
    CipherFactory(names=[NAME])
    by = UserFactory(role="registrar")
    with pytest.raises(Refused):
        record_create(record=finding(place=f"The house of {NAME}"), by=by)
    row = HearingFactory()
    row.appearances.add(AppearanceFactory.build(hearing=row, about=f"as {NAME.upper()} saw"))
    with pytest.raises(Refused):
        record_save_draft(record=row, by=by)


def test_a_name_that_was_protected_meanwhile_stops_what_was_written_before():
    writes, decides = UserFactory(role="registrar"), UserFactory(role="commissioner")
    kept = record_create(record=finding(place=f"The house of {NAME}"), by=writes)
    sent = record_create(record=finding(place=f"The house of {NAME}"), by=writes)
    record_submit(record=sent, by=writes)
    CipherFactory(names=[NAME])
    with pytest.raises(Refused):
        record_submit(record=kept, by=writes)
    with pytest.raises(Refused):
        record_approve(record=sent, by=decides)
    sent.refresh_from_db()
    assert not sent.live


def test_every_kind_of_public_record_is_asked():
    """Whatever is a public record goes through the same services."""
    CipherFactory(names=[NAME])
    for model in PublicRecord.__subclasses__():
        record = model()
        name = next(name for name in record.TRANSLATED if hasattr(record, name))
        setattr(record, name, NAME)
        with pytest.raises(Refused):
            record_create(record=record, by=UserFactory(superuser=True))


def hearing_with_cipher(**kwargs):
    hearing = HearingFactory(**kwargs)
    return hearing, AppearanceFactory(hearing=hearing, ciphered=True)


def linked(*, attribution=Attribution.REAL_NAME):
    hearing, witness = hearing_with_cipher()
    testimony = TestimonyFactory(
        kind=TestimonyKind.HEARING, consented=True, consented__attribution=attribution
    )
    by = UserFactory(role="statement_taker")
    cipher = cipher_give(cipher="C7", name=NAME, by=by, at=NOW)
    first, *_middle, last = testimony.givers.get().real_name.split()
    cipher_name_add(cipher=cipher, name=f"{last}, {first}", by=by, at=NOW)
    appearance_link(hearing=hearing, appearance=witness.key, testimony=testimony, by=by, at=NOW)
    return testimony, by


@pytest.mark.parametrize("attribution", list(Attribution))
def test_the_edition_of_a_ciphered_witness_calls_them_by_the_cipher(attribution):
    testimony, _by = linked(attribution=attribution)
    consent = consent_in_force(testimony, at=NOW)
    assert (consent.display_title, consent.attribution) == ("Witness C7", Attribution.ANONYMOUS)


def test_a_cipher_stays_when_somebody_calls_the_recording_something_else():
    testimony, by = linked()
    testimony_describe(testimony=testimony, kind=TestimonyKind.STATEMENT, by=by, at=NOW)
    assert consent_in_force(testimony, at=NOW).display_title == "Witness C7"


def test_a_cipher_is_said_in_the_language_of_the_account_whoever_asks():
    """Else an edition in Spanish would close when its hearing is published in English again."""
    testimony, _by = linked()
    testimony.language = "es"
    for language in ("en", "es"):
        with translation.override(language):
            assert consent_in_force(testimony, at=NOW).display_title == "Testigo C7"


def test_all_names_behind_the_cipher_are_kept_out_of_the_recording():
    testimony, by = linked()
    giver = testimony.givers.get().real_name
    names = {(row.name, row.reason) for row in ProtectedName.objects.filter(testimony=testimony)}
    first, *_middle, last = giver.split()
    kept_out = {NAME, giver, f"{last}, {first}"}
    assert names == {(name, ReasonCode.ANON) for name in kept_out}
    assert names_kept_out([f"{giver} was there"])
    cipher_name_add(cipher=Cipher.objects.get(), name="Petty Quillfeather", by=by, at=NOW)
    assert ProtectedName.objects.filter(testimony=testimony, name="Petty Quillfeather").exists()
    assert (
        cipher_name_add(cipher=Cipher.objects.get(), name="Pétty quillfeather", by=by, at=NOW)
        is None
    )


def test_a_testimony_of_somebody_else_is_not_linked_behind_a_cipher():
    hearing, witness = hearing_with_cipher()
    cipher = CipherFactory(names=[NAME])
    testimony = TestimonyFactory(kind=TestimonyKind.HEARING, consented=True)
    with pytest.raises(Refused) as refused:
        appearance_link(
            hearing=hearing,
            appearance=witness.key,
            testimony=testimony,
            by=UserFactory(role="statement_taker"),
            at=NOW,
        )
    assert refused.value.code == "another_name"
    assert cipher.names.count() == 1


def test_a_name_that_is_somebody_elses_is_taken_back_by_another_person():
    wrote, other = UserFactory(role="administrator"), UserFactory(role="administrator")
    cipher = cipher_give(cipher="C7", name=NAME, by=wrote, at=NOW)
    wrong = cipher_name_add(cipher=cipher, name="Anselm Duquette", by=wrote, at=NOW)
    for name, by, code in (
        (wrong, wrote, "same_person"),
        (wrong, UserFactory(role="commissioner"), "not_allowed"),
    ):
        with pytest.raises(Refused) as refused:
            cipher_name_remove(name=name, by=by, at=NOW)
        assert refused.value.code == code
    cipher_name_remove(name=wrong, by=other, at=NOW)
    assert not names_kept_out(["Anselm Duquette answered."])
    with pytest.raises(Refused) as refused:
        cipher_name_remove(name=cipher.names.get(), by=other, at=NOW)
    assert refused.value.code == "last_name"


def test_a_witness_who_gets_a_cipher_later_is_called_by_it_from_then_on():
    hearing = HearingFactory()
    witness = AppearanceFactory(hearing=hearing)
    testimony = TestimonyFactory(kind=TestimonyKind.HEARING, consented=True)
    taker = UserFactory(role="statement_taker")
    appearance_link(hearing=hearing, appearance=witness.key, testimony=testimony, by=taker, at=NOW)
    assert not ProtectedName.objects.exists()
    cipher_give(cipher="C7", name=NAME, by=taker, at=NOW)
    row = hearing.appearances.get()
    row.name, row.cipher = "", "C7"
    hearing.appearances = [row]
    writes, decides = UserFactory(role="registrar"), UserFactory(role="commissioner")
    record_save_draft(record=hearing, by=writes)
    record_submit(record=hearing, by=writes)
    record_approve(record=hearing, by=decides)
    assert consent_in_force(testimony, at=NOW).display_title == "Witness C7"
    assert ProtectedName.objects.filter(testimony=testimony, name=NAME).exists()


def test_a_hearing_names_no_cipher_behind_which_nobody_is():
    hearing, _witness = hearing_with_cipher(draft=True)
    writes = UserFactory(role="registrar")
    record_save_draft(record=hearing, by=writes)
    with pytest.raises(Refused) as refused:
        record_submit(record=hearing, by=writes)
    assert refused.value.code == "cipher_unknown"
    CipherFactory()
    record_submit(record=hearing, by=writes)


def open_edition_of(witness):
    """An open edition of what a witness with a published name said."""
    edition = EditionFactory()
    edition.testimony.kind = TestimonyKind.HEARING
    edition.testimony.save()
    AppearanceTestimonyFactory(of=witness, testimony=edition.testimony)
    return edition


def test_a_cipher_that_is_granted_later_closes_what_is_open_under_the_name():
    witness = AppearanceFactory()
    edition = open_edition_of(witness)
    CipherFactory()
    hearing = witness.hearing
    row = hearing.appearances.get()
    row.name, row.cipher = "", "C7"
    hearing.appearances = [row]
    writes, decides = UserFactory(role="registrar"), UserFactory(role="commissioner")
    record_save_draft(record=hearing, by=writes)
    record_submit(record=hearing, by=writes)
    assert not names_behind(edition)
    record_approve(record=hearing, by=decides)
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED
    assert names_behind(edition) == {NAME}


def test_another_name_of_the_same_person_closes_what_is_open():
    witness = AppearanceFactory(ciphered=True)
    edition = open_edition_of(witness)
    cipher = CipherFactory()
    by = UserFactory(role="administrator")
    cipher_name_add(cipher=cipher, name="Petty Quillfeather", by=by, at=NOW)
    edition.refresh_from_db()
    assert edition.state == EditionState.CLOSED
    assert names_behind(edition) == {NAME, "Petty Quillfeather"}


def names_behind(edition):
    rows = ProtectedName.objects.filter(testimony=edition.testimony)
    return set(rows.values_list("name", flat=True))


@pytest.mark.parametrize("role", ["registrar", "commissioner", "hearing_officer", "redactor"])
def test_names_are_written_and_read_by_nobody_without_the_right(role):
    by, cipher = UserFactory(role=role), CipherFactory()
    for act in (
        lambda: cipher_give(cipher="C8", name="Ambrose Thistlewood", by=by, at=NOW),
        lambda: cipher_name_add(cipher=cipher, name="Ambrose Thistlewood", by=by, at=NOW),
        lambda: cipher_names_read(cipher=cipher, by=by, at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_allowed"
    assert not LedgerEntry.objects.exists()


def test_each_look_at_a_name_is_kept_and_the_name_is_not():
    by = UserFactory(role="administrator")
    cipher = cipher_give(cipher="C7", name=NAME, by=by, at=NOW)
    assert [row.name for row in cipher_names_read(cipher=cipher, by=by, at=NOW)] == [NAME]
    assert set(LedgerEntry.objects.values_list("act", flat=True)) == {
        "cipher.give",
        "cipher.name",
        "cipher.read",
    }
    for entry in LedgerEntry.objects.all():
        assert "Quillfeather" not in f"{entry.details}{entry.record}"
    assert "Quillfeather" not in f"{cipher!r}{cipher.names.get()!r}"


@pytest.mark.parametrize("name", ["May", "x", "   ", "Will", "12 34"])
def test_a_name_that_cannot_be_told_from_other_words_is_refused(name):
    with pytest.raises(Refused):
        cipher_give(cipher="C7", name=name, by=UserFactory(role="administrator"), at=NOW)


@pytest.mark.parametrize("cipher", ["c7", "7", "C07", "Witness C7", "C7\n", ""])
def test_a_cipher_is_letters_and_a_number(cipher):
    with pytest.raises(ValidationError):
        cipher_give(cipher=cipher, name=NAME, by=UserFactory(role="administrator"), at=NOW)


def test_one_cipher_stands_for_one_person_over_all_hearings():
    by = UserFactory(role="administrator")
    cipher_give(cipher="C7", name=NAME, by=by, at=NOW)
    with pytest.raises(Refused) as refused:
        cipher_give(cipher="C7", name="Ambrose Thistlewood", by=by, at=NOW)
    assert refused.value.code == "cipher_taken"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "", "cipher": ""}, True),
        ({"name": "Odile", "cipher": "C7"}, True),
        ({"name": "", "cipher": "C7"}, False),
        ({"name": "Odile", "cipher": ""}, False),
        ({"name": "Odile", "cipher": "", "measures": ["mask"]}, True),
    ],
)
def test_a_witness_has_a_name_or_a_cipher(fields, wrong):
    witness = AppearanceFactory.build(
        hearing=HearingFactory(hearing_type=HearingType.EXPERT), **fields
    )
    if wrong:
        with pytest.raises(ValidationError):
            witness.full_clean()
    else:
        witness.full_clean()
