"""Deciding about a public page: to keep it without what it quoted, or to take it down."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from archive.ledger.services import ledger_append
from commission.accounts.models import User
from commission.findings.quoted_by_hand import public_words_require
from commission.findings.selectors import Mark, mark_key
from commission.pages.editorial import EditorialPage
from commission.pages.gone import gone_of
from commission.pages.told import PageDecision, PageDecisionKind
from commission.review.hands import hands_in
from commission.review.telling import public_changed
from media.refusal import Refused


@transaction.atomic
def page_decide(
    *, page: Any, kind: str, reason: str, seen: Iterable[dict[str, str]], by: User, at: datetime
) -> PageDecision:
    """Keep a page without what it quoted, or take it down in all its languages.

    `seen` are the changes that were looked at. Raises Refused for whoever may not decide or had a
    hand in it, without a reason or with one that repeats testimony, for a page that is not public,
    where nothing that it quotes is gone and it is to be kept, and where more has changed than was
    looked at.
    """
    page = type(page)._default_manager.select_for_update(of=("self",)).get(pk=page.pk)
    if not by.has_perm(EditorialPage.APPROVAL):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )
    if page.revisions.filter(user=by).exists() or by.pk in hands_in(page):
        raise Refused("same_person", _("You wrote this page. Somebody else decides about it."))
    if not page.live:
        raise Refused("not_public", _("This page is not public."))
    if not reason.strip():
        raise Refused("no_reason", _("Say why."))
    public_words_require([reason])
    marks = [mark for changed in gone_of([page], at=at) for mark in changed.marks]
    if kind == PageDecisionKind.KEPT and not marks:
        raise Refused("nothing_gone", _("Everything that this page quotes can be shown."))
    if _keys(marks) != _keys(seen):
        raise Refused(
            "changed_since",
            _("More of what it quotes has changed since you opened this. Look once more."),
        )
    decision = PageDecision.objects.create(
        page_id=page.pk,
        kind=PageDecisionKind(kind),
        covers=marks,
        reason=reason.strip(),
        decided_by=by,
        decided_at=at,
    )
    if decision.kind == PageDecisionKind.WITHDRAWN:
        _leave_public(page, by=by, at=at)
    ledger_append(
        actor=by,
        act="page.decide",
        record=decision,
        at=at,
        details={**page.named_in_ledger, "kind": decision.kind, "changes": len(marks)},
    )
    return decision


def _leave_public(page: Any, *, by: User, at: datetime) -> None:
    """Take the page and its translations out of public; nobody holds the right to by hand.

    A draft that waits for approval waits no more: approved, it would undo the decision.
    """
    for row in [page, *type(page)._default_manager.filter(translated_from=page)]:
        if (waiting := row.current_workflow_state) is not None:
            waiting.cancel(user=by)
        if row.live:
            UnpublishPageAction(row, user=by).execute(skip_permission_checks=True)
            public_changed(row, at=at)


def _keys(marks: Iterable[dict[str, str]]) -> set[Mark]:
    return {mark_key(mark) for mark in marks}
