"""Who there is, and one record of everything, for the tables of rights."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from archive.roles import ROLES as VAULT
from commission.documents.models import Document
from commission.findings.models import HeldEvidence
from commission.recommendations.legislature.models import Bill, BillFor, BillStage, Session
from commission.recommendations.models import ProgressReport
from commission.recommendations.progress.services import report_submit
from commission.recommendations.vocabulary import Status, Voice
from commission.roles import ROLES
from tests.archive.desk.test_rights import addresses
from tests.commission.factories import (
    ActionFactory,
    AssessmentFactory,
    BodyFactory,
    FindingFactory,
    ProgressReportFactory,
    RecommendationFactory,
    ReportingDutyFactory,
    ResponseFactory,
    WordsFactory,
    focal_point_of,
)
from tests.commission.hearings.factories import (
    AppearanceFactory,
    CipherFactory,
    DelayedReleaseFactory,
    DocketEntryFactory,
    HearingFactory,
    RestrictionOrderFactory,
)
from tests.factories import NOW, EditionFactory, UserFactory

ENTRY = "wagtailadmin.access_admin"
TRACKER = "recommendations.keep_tracker"
# One right each, beside the way into the admin: a group of an administrator's own making.
ONE_RIGHT = (
    *(f"findings.{verb}_finding" for verb in ("add", "change", "view", "approve")),
    *(f"recommendations.{verb}_recommendation" for verb in ("add", "change", "view", "approve")),
    "findings.quote_testimony",
    "pages.approve_page",
    TRACKER,
    "recommendations.answer_for_body",
    "recommendations.assess_for_community",
    "reports.change_theme",
    "recommendations.change_body",
    *(f"hearings.{verb}_hearing" for verb in ("add", "change", "view", "approve")),
    *(f"hearings.{verb}_docketentry" for verb in ("add", "change", "view", "approve")),
    *(f"hearings.{name}" for name in ("place_order", "lift_order", "read_order")),
    "hearings.confirm_release",
    *(f"markers.{verb}_marker" for verb in ("add", "change", "view", "approve", "keep")),
    "markers.moderate_nominations",
    *(f"photographs.{verb}_photograph" for verb in ("add", "change", "view")),
    "archive.see_identity",
    "archive.take_testimony",
)
PEOPLE = (
    "somebody with an account",
    *(f"role {name}" for name in (*VAULT, *ROLES)),
    *(f"only {name}" for name in ONE_RIGHT),
    f"outside {TRACKER}",
    "superuser",
)
# What nobody may read without the right to the record that it stands in.
CANARIES = {
    "draft": "Zebedee Quillfeather drafted",
    "sent": "Zebedee Quillfeather sent",
    "account": "quillfeather@police.example",
    "title": "Quillfeather letter",
    "file": "Quillfeather scan.pdf",
    "unpublished": "Quillfeather unpublished",
    "held": "Quillfeather held note",
    "order": "Quillfeather order",
    "cipher": "Ambrosia Quillfeather",
}


@dataclass
class Person:
    """Somebody, and what they hold."""

    name: str
    user: Any
    client: Client

    def holds(self, *rights: str) -> bool:
        """Whether they hold one of these permissions."""
        return any(self.user.has_perm(right) for right in rights)


def person_of(name: str) -> Person:
    """The person of a name in PEOPLE, signed in."""
    kind, _, what = name.partition(" ")
    if kind == "role":
        user = UserFactory(role=what)
    else:
        user = UserFactory(superuser=kind == "superuser")
    rights = {"only": (ENTRY, what), "outside": (what,)}.get(kind, ())
    for right in rights:
        app, codename = right.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return Person(name, type(user).objects.get(pk=user.pk), client)


def everything() -> dict[str, Any]:
    """A record of each kind, in the states that matter, with canaries; by what addresses name."""
    body = BodyFactory(name="City Police")
    finding = FindingFactory(number=6, cites=EditionFactory(reference="RB-0147"))
    draft_finding = FindingFactory(number=960, draft=True, conclusion=CANARIES["unpublished"])
    recommendation = RecommendationFactory(number=14, of=body, findings=[finding])
    draft = RecommendationFactory(number=961, draft=True, text=CANARIES["unpublished"])
    point = focal_point_of(body, email=CANARIES["account"], last_name="Quillfeather")
    paper = Document.objects.create(
        title=CANARIES["title"], language="en", taken_in_by=point.user, taken_in_at=NOW
    )
    written = ProgressReportFactory(
        recommendation=recommendation, words=WordsFactory(text=CANARIES["draft"])
    )
    waiting = ProgressReportFactory(recommendation=recommendation, due_on=NOW.date().replace(day=1))
    report_submit(
        report=waiting,
        claim=Status.COMPLETED,
        text=CANARIES["sent"],
        language="en",
        document=paper,
        by=point.user,
        at=NOW,
    )
    session = Session.objects.create(
        legislature="State", name="101st", begins_on=NOW.date(), ends_on=NOW.date()
    )
    by = {"recorded_by": point.user, "recorded_at": NOW}
    bill = Bill.objects.create(number="HB 1", title="Act", session=session, **by)
    BillFor.objects.create(bill=bill, recommendation=recommendation, covers="all")
    BillStage.objects.create(bill=bill, stage="introduced", on=NOW.date(), **by)
    held = HeldEvidence.objects.create(
        finding=finding, note=CANARIES["held"], added_by=point.user, added_at=NOW
    )
    response = ResponseFactory(recommendation=recommendation)
    cipher = CipherFactory(names=[CANARIES["cipher"]])
    hearing = HearingFactory(number=12)
    draft_hearing = HearingFactory(number=962, draft=True, summary=CANARIES["unpublished"])
    witness = AppearanceFactory(hearing=hearing, ciphered=True)
    entry = DocketEntryFactory(hearing=hearing)
    draft_entry = DocketEntryFactory(hearing=hearing, draft=True, note=CANARIES["unpublished"])
    order = RestrictionOrderFactory(hearing=hearing, text=CANARIES["order"], covers=[entry])
    AssessmentFactory(recommendation=recommendation, voice=Voice.COMMUNITY)
    return {
        "number": recommendation.number,
        "recommendation": recommendation,
        "draft": draft,
        "draft_finding": draft_finding,
        "finding": finding.pk,
        "edition": finding.citations.get().edition_id,
        "held": held.pk,
        "body": body.pk,
        "action": ActionFactory(recommendation=recommendation).pk,
        "duty": ReportingDutyFactory(recommendation=recommendation).pk,
        "report": waiting.pk,
        "written": written.pk,
        "document": paper.pk,
        "words": response.words_id,
        "bill": bill.pk,
        "focal_point": point.pk,
        "hearing": hearing.pk,
        "draft_hearing": draft_hearing,
        "draft_entry": draft_entry,
        "appearance": witness.key,
        "release": DelayedReleaseFactory(link__of=witness).pk,
        "order": order.pk,
        "cipher": cipher.pk,
        "name": cipher.names.get().pk,
    }


def address(name: str, records: dict[str, Any]) -> str:
    """The address of a name below /admin/, with the ids of these records."""
    pattern = next(found for known, found in addresses() if known == name)
    wanted = {key: records[key] for key in pattern.pattern.converters}
    return reverse(name, kwargs=wanted)


def still_there(records: dict[str, Any]) -> bool:
    """Whether the report still waits: a proof that a walk changed nothing."""
    return ProgressReport.objects.get(pk=records["report"]).state == "submitted"
