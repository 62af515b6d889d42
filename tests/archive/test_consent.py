"""Consent: added in versions, never changed; wider needs two people, narrower is at once."""

import hashlib
import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from archive.consent.models import Agreement, Attribution, Consent, HowGiven, Medium, Use
from archive.consent.services import (
    Overtaken,
    consent_confirm,
    consent_in_force,
    consent_record,
)
from archive.edition.models import Edition, EditionState
from archive.ledger.models import LedgerEntry
from archive.refusal import SamePerson
from archive.testimony.services import GiverDraft, testimony_create
from media.audience import Audience
from tests.factories import EditionFactory, UserFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WEB = {Use.WEB_PUBLICATION: True}
WEB_AND_RESEARCH = {Use.WEB_PUBLICATION: True, Use.RESEARCH: True}
TEXT = {Medium.TEXT: True}
TEXT_AND_SOUND = {Medium.TEXT: True, Medium.SOUND: True}


@pytest.fixture
def testimony(taker, now):
    return taken_in(taker, now, "Ines Pellworth")


@pytest.fixture
def agree(testimony, taker, now):
    """Record what the first giver says; by default the web, in words, as Wren."""
    return lambda **said: agreed(testimony, **{"by": taker, "at": now, **said})


def taken_in(taker, now, *names):
    return testimony_create(
        kind="statement",
        language="en",
        givers=[GiverDraft(name) for name in names],
        by=taker,
        at=now,
    )


def agreed(testimony, *, giver=None, by, at, **said) -> Consent:
    return consent_record(
        **{
            "testimony": testimony,
            "giver": giver or testimony.giver_links.first().giver,
            "uses": WEB,
            "media": TEXT,
            "attribution": Attribution.PUBLIC_NAME,
            "public_name": "Wren",
            "how_given": HowGiven.WRITTEN,
            "form_text": "Form 7. I agree that …",
            "form_language": "en",
            "given_on": date(2026, 5, 1),
            "by": by,
            "at": at,
            **said,
        }
    )


class Test_what_is_in_force:
    def test_before_anything_was_said_nothing_is_allowed(self, testimony, now):
        consent = consent_in_force(testimony, at=now)
        assert consent.agreement == Agreement.PENDING
        assert (consent.uses, consent.media) == (frozenset(), frozenset())
        assert consent.attribution == Attribution.ANONYMOUS
        assert consent.display_title == "A person who testified"

    def test_what_was_agreed_to_is_allowed_and_nothing_else(self, testimony, agree, now):
        agree(uses={**WEB, Use.RESEARCH: False})
        consent = consent_in_force(testimony, at=now)
        assert consent.uses == {Use.WEB_PUBLICATION}
        assert consent.media == {Medium.TEXT}
        assert consent.display_title == "Wren"

    @pytest.mark.parametrize("answer", ["yes", 1, "true", None, [True]])
    def test_anything_but_a_plain_yes_is_a_no(self, testimony, agree, now, answer):
        agree(uses={Use.WEB_PUBLICATION: answer, Use.RESEARCH: True})
        assert consent_in_force(testimony, at=now).uses == {Use.RESEARCH}

    @pytest.mark.parametrize("agreement", [a for a in Agreement if a != Agreement.DOCUMENTED])
    def test_without_a_documented_agreement_nothing_is_allowed(
        self, testimony, agree, now, agreement
    ):
        agree(agreement=agreement)
        consent = consent_in_force(testimony, at=now)
        assert consent.agreement == agreement
        assert not consent.uses
        assert not consent.media

    def test_it_holds_through_its_last_day_and_not_a_moment_longer(self, testimony, agree, now):
        agree(open_until=date(2026, 5, 31))
        last = datetime(2026, 5, 31, 23, 59, 59, tzinfo=UTC)
        assert consent_in_force(testimony, at=last).uses
        consent = consent_in_force(testimony, at=last + timedelta(seconds=1))
        assert consent.agreement == Agreement.EXPIRED
        assert not consent.uses
        assert consent.closes_at == datetime(2026, 6, 1, tzinfo=UTC)

    def test_the_last_day_ends_where_the_commission_works(self, testimony, agree, settings):
        settings.TIME_ZONE = "America/Halifax"
        agree(open_until=date(2026, 5, 31))
        consent = consent_in_force(testimony, at=datetime(2026, 6, 1, 2, tzinfo=UTC))
        assert consent.uses
        assert consent.closes_at == datetime(2026, 6, 1, 3, tzinfo=UTC)


class Test_several_givers:
    """The strictest decides, whichever of them it is."""

    SAID = [
        {"uses": WEB_AND_RESEARCH, "media": TEXT_AND_SOUND, "public_name": "Kite"},
        {"uses": WEB, "media": TEXT, "open_until": date(2026, 6, 1)},
        {"attribution": Attribution.ANONYMOUS, "public_name": ""},
        {"attribution": Attribution.REAL_NAME, "public_name": ""},
        {"agreement": Agreement.WITHDRAWN},
        {"agreement": Agreement.UPDATE_REQUIRED},
        None,
    ]

    @pytest.mark.parametrize(("one", "other"), list(itertools.product(SAID, SAID)))
    def test_together_they_allow_what_each_of_them_allows(self, taker, now, one, other):
        together = taken_in(taker, now, "Ines Pellworth", "Tomas Quill")
        alone = []
        for link, said in zip(together.giver_links.all(), (one, other), strict=True):
            single = taken_in(taker, now, link.giver.real_name)
            if said is not None:
                agreed(together, giver=link.giver, by=taker, at=now, **said)
                agreed(single, by=taker, at=now, **said)
            alone.append(consent_in_force(single, at=now))
        both = consent_in_force(together, at=now)
        assert both.uses == alone[0].uses & alone[1].uses
        assert both.media == alone[0].media & alone[1].media
        order = list(Attribution)
        assert both.attribution == max((each.attribution for each in alone), key=order.index)
        ends = [each.open_until for each in alone if each.open_until]
        assert both.open_until == (min(ends) if ends else None)
        for name, each in zip(both.names.values(), alone, strict=True):
            # Nobody is named otherwise than they would be alone.
            assert name in ("", *each.names.values())
        if None in (one, other):
            assert not both.uses

    def test_one_real_name_is_not_shown_beside_a_chosen_one(self, taker, now):
        together = taken_in(taker, now, "Ines Pellworth", "Tomas Quill")
        first, second = (link.giver for link in together.giver_links.all())
        agreed(together, giver=first, by=taker, at=now)
        agreed(together, giver=second, by=taker, at=now, attribution="real_name", public_name="")
        consent = consent_in_force(together, at=now)
        assert consent.names == {first.pk: "Wren", second.pk: ""}
        assert consent.display_title == "Wren and one other person"


class Test_versions:
    def test_they_are_counted_and_keep_what_was_said(self, testimony, agree, taker):
        agree()
        consent = agree(uses=WEB, how_given=HowGiven.ORAL, form_text="")
        assert [c.version for c in testimony.consents.all()] == [1, 2]
        assert testimony.consents.first().form_text_hash == (
            hashlib.sha256("Form 7. I agree that …".encode()).hexdigest()
        )
        assert consent.form_text_hash == ""
        assert set(consent.uses) == {use.value for use in Use}

    def test_the_ledger_tells_what_changed_and_no_name(self, testimony, agree):
        agree()
        row = LedgerEntry.objects.get(act="consent.record")
        assert row.details["uses"] == ["web_publication"]
        assert row.details["version"] == 1
        assert "Wren" not in str(row.details)

    def test_a_chosen_name_has_to_be_written_down(self, agree):
        with pytest.raises(ValidationError) as error:
            agree(public_name="  ")
        assert "public_name" in error.value.message_dict

    def test_somebody_who_did_not_give_it_agrees_to_nothing(self, agree, taker, now):
        stranger = taken_in(taker, now, "Tomas Quill").giver_links.get().giver
        with pytest.raises(ValidationError):
            agree(giver=stranger)


WIDER = [
    {"uses": WEB_AND_RESEARCH},
    {"media": TEXT_AND_SOUND},
    {"attribution": Attribution.REAL_NAME, "public_name": ""},
    {"public_name": "Kite"},
    {"open_until": None},
    {"open_until": date(2027, 1, 1)},
    # Wider and narrower at once.
    {"uses": {Use.RESEARCH: True}},
]
NARROWER = [
    {},
    {"uses": {}},
    {"media": {}},
    {"attribution": Attribution.ANONYMOUS, "public_name": ""},
    {"open_until": date(2026, 5, 20)},
    {"agreement": Agreement.WITHDRAWN},
    {"agreement": Agreement.DISPUTED, "uses": WEB_AND_RESEARCH},
]
BEFORE = {"open_until": date(2026, 6, 1)}


class Test_widening:
    @pytest.mark.parametrize("said", WIDER)
    def test_it_waits_for_a_second_person(self, testimony, agree, taker, somebody_else, now, said):
        agree(**BEFORE)
        before = consent_in_force(testimony, at=now)
        wider = agree(**{**BEFORE, **said})
        during = consent_in_force(testimony, at=now)
        assert wider.widens
        assert during.waiting == (wider,)
        assert during.ids == before.ids
        assert during.uses <= before.uses
        assert during.media <= before.media
        assert during.names == before.names
        consent_confirm(consent=wider, by=somebody_else, at=now)
        after = consent_in_force(testimony, at=now)
        assert (after.ids, after.waiting) == ((wider.pk,), ())
        assert after.uses == {use for use, yes in wider.uses.items() if yes}

    def test_what_it_takes_away_is_gone_at_once(self, testimony, agree, now):
        agree(uses=WEB)
        agree(uses={Use.RESEARCH: True}, attribution=Attribution.ANONYMOUS, public_name="")
        during = consent_in_force(testimony, at=now)
        assert during.uses == set()
        assert during.attribution == Attribution.ANONYMOUS

    def test_who_recorded_it_does_not_confirm_it_superuser_or_not(self, agree, now):
        boss = UserFactory(superuser=True)
        agree()
        with pytest.raises(SamePerson):
            consent_confirm(consent=agree(uses=WEB_AND_RESEARCH, by=boss), by=boss, at=now)

    def test_an_overtaken_version_never_comes_into_force(
        self, testimony, agree, somebody_else, now
    ):
        agree()
        wider = agree(uses=WEB_AND_RESEARCH)
        agree(agreement=Agreement.WITHDRAWN)
        with pytest.raises(Overtaken):
            consent_confirm(consent=wider, by=somebody_else, at=now)
        assert not consent_in_force(testimony, at=now).uses

    def test_it_is_confirmed_once(self, agree, somebody_else, now):
        agree()
        wider = agree(uses=WEB_AND_RESEARCH)
        consent_confirm(consent=wider, by=somebody_else, at=now)
        with pytest.raises(ValidationError):
            consent_confirm(consent=wider, by=UserFactory(), at=now)

    def test_what_waits_for_nobody_is_not_confirmed(self, agree, somebody_else, now):
        with pytest.raises(ValidationError):
            consent_confirm(consent=agree(), by=somebody_else, at=now)

    def test_the_first_answer_widens_nothing_even_after_none_was_given(self, agree):
        assert not agree(agreement=Agreement.PENDING).widens
        assert not agree(uses=WEB_AND_RESEARCH).widens

    @pytest.mark.parametrize("step", [Agreement.WITHDRAWN, Agreement.PENDING])
    def test_going_by_way_of_nothing_is_still_widening(self, testimony, agree, now, step):
        agree()
        agree(agreement=step)
        assert agree(uses=WEB_AND_RESEARCH).widens
        assert not consent_in_force(testimony, at=now).uses

    def test_after_it_ran_out_agreeing_again_is_widening(self, testimony, agree, now):
        agree(open_until=date(2026, 5, 1))
        assert agree(open_until=date(2026, 5, 31)).widens


class Test_narrowing:
    @pytest.mark.parametrize("said", NARROWER)
    def test_it_needs_nobody_else_and_holds_at_once(self, testimony, agree, now, said):
        agree(**BEFORE)
        narrower = agree(**{**BEFORE, **said})
        assert not narrower.widens
        assert consent_in_force(testimony, at=now).ids == (narrower.pk,)

    def test_a_chosen_name_in_place_of_the_real_one_holds_at_once(self, testimony, agree, now):
        agree(attribution=Attribution.REAL_NAME, public_name="")
        assert not agree(public_name="Wren").widens
        assert consent_in_force(testimony, at=now).display_title == "Wren"

    def test_a_clock_that_is_ahead_does_not_keep_the_old_version_in_force(
        self, testimony, agree, now
    ):
        agree()
        agree(uses={}, at=now + DAY)
        assert not consent_in_force(testimony, at=now).uses


class Test_open_editions:
    """What is open follows consent in the same transaction."""

    @pytest.fixture
    def edition(self, testimony, agree):
        agree(uses=WEB_AND_RESEARCH, media=TEXT_AND_SOUND)
        return EditionFactory(
            testimony=testimony,
            title="Wren",
            uses={"web_publication": True},
            media={"text": True, "sound": True},
        )

    def open_now(self, now):
        return Edition.objects.open_to([Audience.PUBLIC], use=Use.WEB_PUBLICATION, at=now)

    @pytest.mark.parametrize(
        "said",
        [
            {"uses": {Use.RESEARCH: True}, "media": TEXT_AND_SOUND},
            {"uses": WEB, "media": TEXT},
            {"uses": WEB, "media": TEXT_AND_SOUND, "open_until": date(2026, 6, 1)},
            {
                "uses": WEB,
                "media": TEXT_AND_SOUND,
                "attribution": Attribution.ANONYMOUS,
                "public_name": "",
            },
            {"agreement": Agreement.WITHDRAWN},
        ],
    )
    def test_what_shows_more_than_is_agreed_to_is_dark_at_once(self, edition, agree, now, said):
        assert self.open_now(now).exists()
        agree(**said)
        assert not self.open_now(now).exists()
        edition.refresh_from_db()
        assert edition.state == EditionState.CLOSED
        assert edition.purges.exists()

    def test_what_shows_no_more_than_is_agreed_to_stays(self, edition, agree, now):
        agree(uses=WEB, media=TEXT_AND_SOUND)
        assert self.open_now(now).exists()

    def test_allowing_more_closes_nothing(self, edition, agree, somebody_else, now):
        wider = agree(uses={**WEB_AND_RESEARCH, Use.TEACHING: True}, media=TEXT_AND_SOUND)
        consent_confirm(consent=wider, by=somebody_else, at=now)
        assert self.open_now(now).exists()

    def test_a_name_that_was_replaced_is_not_shown_any_more(
        self, edition, agree, somebody_else, now
    ):
        other = agree(uses=WEB, media=TEXT_AND_SOUND, public_name="Kite")
        assert self.open_now(now).exists()
        consent_confirm(consent=other, by=somebody_else, at=now)
        assert not self.open_now(now).exists()
