"""What the database refuses by itself, whoever asks it to."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class AppendOnly:
    """A table whose rows are added and then neither changed nor removed."""

    model: str

    @property
    def table(self) -> str:
        return self.meta.db_table

    @property
    def meta(self) -> "models.options.Options[models.Model]":
        return apps.get_model(self.model)._meta

    @property
    def identities(self) -> list[tuple[str, ...]]:
        """Columns that tell one row from another: the key, and whatever else is unique."""
        single = [(f.column,) for f in self.meta.concrete_fields if f.unique and f.column]
        joint = [
            tuple(str(self.meta.get_field(name).column) for name in constraint.fields)  # type: ignore[union-attr]
            for constraint in self.meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
            and constraint.fields
            and constraint.condition is None
        ]
        return [*single, *joint]

    @property
    def tables(self) -> set[str]:
        return {self.table}


@dataclass(frozen=True)
class TwoPeople:
    """A row that is refused while a condition over it and other tables is true: the second person
    is missing, or is the first one again.
    """

    name: str
    table: str
    others: tuple[str, ...]
    # SQL that SQLite and PostgreSQL both read; NEW is the row as it would stand.
    refused_when: str
    # Acts that are asked about: "INSERT", "UPDATE".
    events: tuple[str, ...] = ("INSERT",)

    @property
    def tables(self) -> set[str]:
        return {self.table, *self.others}


Rule = AppendOnly | TwoPeople

APPEND_ONLY = (
    AppendOnly("archive.LedgerEntry"),
    AppendOnly("archive.Consent"),
    AppendOnly("archive.ConsentConfirmation"),
    AppendOnly("archive.Approval"),
    AppendOnly("archive.PurgeReceipt"),
)

# The service says the same in a sentence; this is for whoever goes round the service.
TWO_PEOPLE = (
    TwoPeople(
        name="approval_by_another",
        table="archive_approval",
        others=(
            "archive_edition",
            "archive_redaction",
            "archive_protectedname",
            "archive_occurrencekept",
            "archive_indexpoint",
        ),
        refused_when="""
            EXISTS (
                SELECT 1 FROM archive_edition
                WHERE archive_edition.id = NEW.edition_id
                AND archive_edition.built_by_id = NEW.approved_by_id
            ) OR EXISTS (
                SELECT 1 FROM archive_redaction
                JOIN archive_edition
                ON archive_edition.testimony_id = archive_redaction.testimony_id
                WHERE archive_edition.id = NEW.edition_id
                AND (
                    archive_redaction.proposed_by_id = NEW.approved_by_id
                    OR archive_redaction.lift_proposed_by_id = NEW.approved_by_id
                    OR archive_redaction.confirm_proposed_by_id = NEW.approved_by_id
                )
            ) OR EXISTS (
                SELECT 1 FROM archive_occurrencekept
                JOIN archive_protectedname
                ON archive_protectedname.id = archive_occurrencekept.protected_name_id
                JOIN archive_edition
                ON archive_edition.testimony_id = archive_protectedname.testimony_id
                WHERE archive_edition.id = NEW.edition_id
                AND archive_occurrencekept.kept_by_id = NEW.approved_by_id
            ) OR EXISTS (
                SELECT 1 FROM archive_indexpoint
                JOIN archive_edition
                ON archive_edition.testimony_id = archive_indexpoint.testimony_id
                WHERE archive_edition.id = NEW.edition_id
                AND (
                    archive_indexpoint.written_by_id = NEW.approved_by_id
                    OR archive_indexpoint.changed_by_id = NEW.approved_by_id
                )
            )""",
    ),
    TwoPeople(
        name="confirmation_by_another",
        table="archive_consentconfirmation",
        others=("archive_consent",),
        refused_when="""
            EXISTS (
                SELECT 1 FROM archive_consent
                WHERE archive_consent.id = NEW.consent_id
                AND archive_consent.recorded_by_id = NEW.confirmed_by_id
            )""",
    ),
    TwoPeople(
        name="open_with_approval",
        table="archive_edition",
        others=("archive_approval",),
        refused_when="""
            NEW.state = 'open' AND NOT EXISTS (
                SELECT 1 FROM archive_approval
                WHERE archive_approval.edition_id = NEW.id
                AND archive_approval.manifest_hash = NEW.manifest_hash
            )""",
        events=("INSERT", "UPDATE"),
    ),
)

_more: list[AppendOnly] = []


def append_only_register(*labels: str) -> None:
    """Let the database refuse to change or remove rows of these models as well ("app.Model").

    For packages above: called when Django starts.
    """
    known = {rule.model for rule in (*APPEND_ONLY, *_more)}
    _more.extend(AppendOnly(label) for label in labels if label not in known)


def rules() -> tuple[Rule, ...]:
    """Everything that the database must refuse."""
    return (*APPEND_ONLY, *_more, *TWO_PEOPLE)
