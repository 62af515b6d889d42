"""My day: what waits for the person who is signed in."""

from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.desk.access import desk_page, person
from archive.desk.home.around import (
    brought_again_to,
    gate_refusals,
    machines_at_work,
    waiting_for_others,
    withdrawals_pending,
)
from archive.desk.home.waiting import SHOWN, waiting_for
from archive.desk.testimony.agreed import either, joined
from archive.roles import Role, may
from media.audience import Audience
from search.outbox.selectors import entries_waiting
from search.outbox.selectors import waiting as waiting_entries


@desk_page()
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what others decide, what the gate refused, what machines do."""
    user, now = person(request), timezone.now()
    waiting = waiting_for(user, at=now)
    context = {
        "now": now,
        "waiting": waiting[:SHOWN],
        "waiting_count": len(waiting),
        "roles": joined(_roles(user)),
        "can": _can(user),
        "others": waiting_for_others(user),
        "brought_again": brought_again_to(user, at=now),
        "refused": gate_refusals(at=now),
        "machines": machines_at_work(),
        "pending": withdrawals_pending(),
        "search_waiting": entries_waiting().count(),
        "search_behind": waiting_entries(Audience.values, at=now).behind,
        "may_take": may(user, "take_testimony"),
    }
    return render(request, "desk/home.html", context)


def _roles(user: AbstractUser) -> list[str]:
    names = set(user.groups.values_list("name", flat=True))
    return [str(role.label).lower() for role in Role if role.value in names]


def _can(user: AbstractUser) -> str:
    acts = {
        "take_testimony": _("take in testimony"),
        "transcribe": _("correct transcripts"),
        "redact": _("propose removals"),
        "approve": _("approve"),
        "publish": _("build and open editions"),
        "withdraw": _("withdraw for a giver"),
    }
    yes = [said for permission, said in acts.items() if may(user, permission)]
    no = [said for permission, said in acts.items() if not may(user, permission)]
    if yes and no:
        return _("You can %(yes)s; you cannot %(no)s.") % {"yes": joined(yes), "no": either(no)}
    return _("You can %(yes)s.") % {"yes": joined(yes)} if yes else ""
