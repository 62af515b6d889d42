"""The editors of hearings and dockets: numbers, texts that are refused, rows of translations."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Revision

from commission.hearings.models import DocketEntry, Hearing
from commission.hearings.vocabulary import EntryKind, HearingType, SessionKind
from commission.review.services import (
    record_approve,
    record_create,
    record_save_draft,
    record_submit,
    record_translate,
)
from commission.review.translations import is_behind
from media.refusal import Refused
from tests.commission.factories import locale
from tests.commission.hearings.factories import (
    AppearanceFactory,
    CipherFactory,
    DocketEntryFactory,
    HearingFactory,
    SessionFactory,
    SittingFactory,
)
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
NAME = "Perpetua Quillfeather"
DAY = date(2026, 11, 26)


@pytest.fixture
def registrar():
    locale("en"), locale("es")
    return UserFactory(role="registrar")


def hearing_form(**fields):
    """What the editor sends of a hearing without rows."""
    sent = {
        "title": "Records that were not kept",
        "summary": "What was written down.",
        "hearing_type": HearingType.THEMATIC.value,
        "openness": "public",
        "time_zone": "America/Chicago",
        "notice_days": 14,
    }
    for rows in ("sittings", "appearances", "sessions"):
        sent |= {f"{rows}-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    return sent | fields


def entry_form(hearing, **fields):
    """What the editor sends of an entry."""
    sent = {
        "hearing": hearing.pk,
        "kind": EntryKind.EXHIBIT.value,
        "title": "Letter of 4 February 1997",
        "filed_on": "2026-11-19",
        "filed_by": "Counsel",
        "access": "open",
    }
    sent |= {f"moments-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    return sent | fields


def add(model):
    return reverse(f"wagtailsnippets_hearings_{model}:add")


def test_a_hearing_is_written_with_its_days_witnesses_and_programme(client, registrar):
    client.force_login(registrar)
    rows = {
        "sittings-TOTAL_FORMS": 1,
        "sittings-0-date": "2026-11-26",
        "sittings-0-state": "planned",
        "sittings-0-ORDER": 1,
        "appearances-TOTAL_FORMS": 1,
        "appearances-0-cipher": "C7",
        "appearances-0-about": "Keeping the daily book",
        "appearances-0-measures": ["screen", "support_person"],
        "appearances-0-ORDER": 1,
        "sessions-TOTAL_FORMS": 1,
        "sessions-0-date": "2026-11-26",
        "sessions-0-starts_at": "10:15",
        "sessions-0-kind": SessionKind.APPEARANCE.value,
        "sessions-0-witness": "C7",
        "sessions-0-ORDER": 1,
    }
    answer = client.post(add("hearing"), hearing_form(**rows))
    assert answer.status_code == 302
    draft = Hearing.objects.get().get_latest_revision_as_object()
    assert (draft.number, draft.live) == (1, False)
    witness = draft.appearances.get()
    assert (witness.shown, witness.measures_said) == (
        "Witness C7",
        ("Cipher", "Screen", "Support person"),
    )
    assert draft.sessions.get().starts_at == time(10, 15)
    page = client.get(reverse("wagtailsnippets_hearings_hearing:edit", args=[draft.pk]))
    assert 'value="screen"' in page.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": f"{NAME} speaks"},
        {"summary": "what PERPETUA QUILLFEATHER saw"},
        {"ask_else": "Write to Pérpetua Quill-Feather's office."},
        {
            "appearances-TOTAL_FORMS": 1,
            "appearances-0-name": "Quillfeather, Perpetua",
            "appearances-0-ORDER": 1,
        },
    ],
)
def test_the_editor_keeps_no_name_for_which_a_cipher_stands(client, registrar, fields):
    CipherFactory(names=[NAME])
    client.force_login(registrar)
    answer = client.post(add("hearing"), hearing_form(**fields))
    assert answer.status_code == 200
    assert "A name that may not be known stands in this text" in answer.content.decode()
    assert not Hearing.objects.exists()
    assert not Revision.objects.exists()


def test_the_editor_of_a_finding_keeps_none_either(client, registrar):
    CipherFactory(names=[NAME])
    client.force_login(registrar)
    sent = {"statement": f"{NAME} was right.", "conclusion": "She was.", "standard": "beyond_doubt"}
    for rows in ("citations", "documents"):
        sent |= {f"{rows}-{part}_FORMS": 0 for part in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    answer = client.post(reverse("wagtailsnippets_findings_finding:add"), sent)
    assert "A name that may not be known" in answer.content.decode()
    assert not Revision.objects.exists()


def test_entries_are_numbered_within_their_hearing_and_exhibits_over_all(client, registrar):
    client.force_login(registrar)
    first, second = HearingFactory(), HearingFactory()
    for hearing, kind in (
        (first, "exhibit"),
        (first, "notice"),
        (second, "exhibit"),
        (first, "exhibit"),
    ):
        answer = client.post(add("docketentry"), entry_form(hearing, kind=kind))
        assert answer.status_code == 302
    rows = DocketEntry.objects.order_by("pk")
    assert [(row.hearing_id, row.number, row.exhibit_reference) for row in rows] == [
        (first.pk, 1, "EX-001"),
        (first.pk, 2, ""),
        (second.pk, 1, "EX-002"),
        (first.pk, 3, "EX-003"),
    ]
    assert [row.anchor for row in rows] == ["ex-001", "d-02", "ex-002", "ex-003"]


def test_a_number_is_given_once():
    entry = DocketEntryFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DocketEntryFactory(hearing=entry.hearing, number=entry.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocketEntryFactory(exhibit=entry.exhibit)


def test_what_an_entry_was_filed_as_does_not_change(client, registrar):
    client.force_login(registrar)
    entry, other = DocketEntryFactory(draft=True), HearingFactory()
    entry.save_revision(user=registrar)
    url = reverse("wagtailsnippets_hearings_docketentry:edit", args=[entry.pk])
    client.post(url, entry_form(other, kind="notice", title="Another letter"))
    draft = DocketEntry.objects.get().get_latest_revision_as_object()
    assert (draft.hearing, draft.kind, draft.title) == (
        entry.hearing,
        EntryKind.EXHIBIT,
        "Another letter",
    )


def test_the_moments_of_an_entry_are_chosen_as_findings_cite(client, registrar):
    client.force_login(registrar)
    entry = DocketEntryFactory(draft=True)
    entry.save_revision(user=registrar)
    url = reverse("wagtailsnippets_hearings_docketentry:edit", args=[entry.pk])
    page = client.get(url).content.decode()
    assert f'href="{reverse("evidence:find")}"' in page


# What is wrong with the newest draft: how it was refused.
WRONG = {
    "no_day": lambda row: row.sessions.add(
        SessionFactory.build(hearing=row, date=date(2026, 12, 1), witness="")
    ),
    "no_witness": lambda row: row.sessions.add(
        SessionFactory.build(hearing=row, date=DAY, witness="Somebody Else")
    ),
    "twice": lambda row: row.appearances.add(AppearanceFactory.build(hearing=row)),
    "cipher_unknown": lambda row: row.appearances.add(
        AppearanceFactory.build(hearing=row, ciphered=True, cipher="C99")
    ),
    "cipher_missing": lambda row: row.appearances.add(
        AppearanceFactory.build(hearing=row, name="Ann Other", measures=["cipher"])
    ),
    "no_ruling": lambda row: row.appearances.add(
        AppearanceFactory.build(hearing=row, name="Ann Other", ruling=6)
    ),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_hearing_whose_parts_do_not_fit_is_not_sent(registrar, code):
    hearing = HearingFactory(draft=True, on=DAY)
    AppearanceFactory(hearing=hearing)
    draft = Hearing.objects.get()
    record_save_draft(record=draft, by=registrar)
    record_submit(record=draft, by=registrar)
    other = HearingFactory(draft=True, on=DAY)
    AppearanceFactory(hearing=other)
    draft = Hearing.objects.get(pk=other.pk)
    WRONG[code](draft)
    record_save_draft(record=draft, by=registrar)
    with pytest.raises(Refused) as refused:
        record_submit(record=draft, by=registrar)
    assert refused.value.code == code


def test_a_ruling_is_one_of_the_same_docket(registrar):
    hearing = HearingFactory(draft=True, on=DAY)
    DocketEntryFactory(hearing=hearing, number=6, kind=EntryKind.RULING, exhibit=None)
    AppearanceFactory(hearing=hearing, ruling=6)
    draft = Hearing.objects.get()
    record_save_draft(record=draft, by=registrar)
    record_submit(record=draft, by=registrar)


def test_a_short_notice_is_said_to_be_one():
    hearing = HearingFactory(noticed_on=date(2026, 11, 20), on=[DAY, date(2026, 11, 19)])
    SittingFactory(hearing=hearing, date=date(2026, 11, 10), state="cancelled")
    assert (hearing.first_day, hearing.notice_given, hearing.notice_short) == (
        date(2026, 11, 19),
        -1,
        True,
    )
    assert not HearingFactory(noticed_on=date(2026, 11, 1), on=[DAY]).notice_short
    assert not HearingFactory(on=[DAY]).notice_short


@pytest.fixture
def spanish(registrar):
    """A public hearing with a programme, and its Spanish translation."""
    hearing = HearingFactory(on=DAY)
    witness = AppearanceFactory(hearing=hearing)
    SessionFactory(hearing=hearing, witness=witness.called, heading="Morning")
    hearing = Hearing.objects.get()
    hearing.save_revision(user=registrar)
    return record_translate(record=hearing, locale=locale("es"), by=registrar)


def test_a_translation_has_the_rows_of_its_original_in_its_own_words(registrar, spanish):
    draft = spanish.get_latest_revision_as_object()
    session = draft.sessions.get()
    session.heading, session.date, session.witness = "Mañana", date(1999, 1, 1), "Somebody"
    draft.sessions = [session]
    record_save_draft(record=draft, by=registrar)
    record_submit(record=draft, by=registrar)
    record_approve(record=draft, by=UserFactory(role="commissioner"))
    public = Hearing.objects.get(pk=spanish.pk)
    original = public.translated_from
    [row] = public.sessions.all()
    assert (row.heading, row.date, row.witness) == ("Mañana", DAY, "Odile Marchetti-Brandt")
    assert row.key == original.sessions.get().key
    assert not public.sittings.exists()
    AppearanceFactory(hearing=original, name="Ann Other")
    newest = public.get_latest_revision_as_object()
    assert [one.name for one in newest.appearances.all()] == ["Odile Marchetti-Brandt", "Ann Other"]
    assert newest.sessions.get().heading == "Mañana"


def test_the_editor_of_a_translation_takes_texts_alone(client, registrar, spanish):
    client.force_login(registrar)
    draft = spanish.get_latest_revision_as_object()
    session, witness = draft.sessions.get(), draft.appearances.get()
    sent = {name: getattr(draft, name) for name in Hearing.TRANSLATED if name not in ROWS}
    sent |= {"title": "Registros", "sessions-0-heading": "Mañana", "sessions-0-date": "1999-01-01"}
    sent |= {"sessions-0-what": session.what, "appearances-0-about": "El archivo"}
    for name, row in (("sessions", session), ("appearances", witness)):
        parts = {"TOTAL": 1, "INITIAL": 1, "MIN_NUM": 0, "MAX_NUM": 1}
        sent |= {f"{name}-{part}_FORMS": count for part, count in parts.items()}
        sent |= {f"{name}-0-id": row.pk, f"{name}-0-ORDER": 1}
    url = reverse("wagtailsnippets_hearings_hearing:edit", args=[spanish.pk])
    assert client.post(url, sent).status_code == 302
    newest = Hearing.objects.get(pk=spanish.pk).get_latest_revision_as_object()
    assert (newest.title, newest.sessions.get().heading) == ("Registros", "Mañana")
    assert (newest.sessions.get().date, newest.appearances.get().about) == (DAY, "El archivo")


ROWS = ("sessions", "appearances")


def test_a_changed_programme_puts_its_translation_behind(registrar, spanish):
    record_submit(record=spanish, by=registrar)
    record_approve(record=spanish, by=UserFactory(role="commissioner"))
    original = Hearing.objects.get(pk=spanish.translated_from_id)
    record_submit(record=original, by=registrar)
    record_approve(record=original, by=UserFactory(role="commissioner"))
    assert not is_behind(Hearing.objects.get(pk=spanish.pk))
    draft = Hearing.objects.get(pk=original.pk).get_latest_revision_as_object()
    session = draft.sessions.get()
    session.what = "who kept another book"
    draft.sessions = [session]
    record_save_draft(record=draft, by=registrar)
    record_submit(record=draft, by=registrar)
    record_approve(record=draft, by=UserFactory(role="commissioner"))
    assert is_behind(Hearing.objects.get(pk=spanish.pk))


def test_a_name_is_not_translated_either(registrar, spanish):
    CipherFactory(names=[NAME])
    draft = spanish.get_latest_revision_as_object()
    draft.summary = f"Lo que vio {NAME}"
    with pytest.raises(Refused):
        record_save_draft(record=draft, by=registrar)


@pytest.mark.parametrize(
    "fields",
    [{"latitude": 41.0, "longitude": None}, {"time_zone": "Riverbend"}, {"latitude": 91.0}],
)
def test_where_a_hearing_is_has_to_be_a_place(fields, registrar):
    hearing = Hearing(
        title="T", summary="S", hearing_type=HearingType.EXPERT, locale=locale(), **fields
    )
    with pytest.raises(Exception, match=next(iter(fields))) as wrong:
        record_create(record=hearing, by=registrar)
    assert wrong.type.__name__ == "ValidationError"
