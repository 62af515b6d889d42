"""Asking to be told, saying yes to it, changing how often, stopping."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commission.following.addresses import address_seal, digests_of
from commission.following.models import Follow, Follower, Letter, LetterKind, Rate
from commission.following.topics import Topic
from media.jobs import JobState
from media.refusal import Refused

# A link that nobody answered is forgotten, and the address with it.
LINK_LASTS = timedelta(hours=48)
# Against whoever fills other people's mailboxes. Nothing about the visitor is looked at or kept.
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OVERALL_AN_HOUR = 600
TOPIC_AN_HOUR = 120
ADDRESS_A_DAY = 5
# Whoever said yes before may follow more at a time, and not without end.
KNOWN_ADDRESS_A_DAY = 40
FOLLOWS_AT_MOST = 500


@transaction.atomic
def follow_ask(*, address: str, topic: Topic, rate: Rate, language: str, at: datetime) -> None:
    """Let a link be sent to an address that may want to be told about a topic.

    Nobody is told whether the address is known: it returns nothing, and does the same, whichever
    way. Without a yes by the link within LINK_LASTS all of it is forgotten. Raises Refused while
    too many ask, whoever they are.
    """
    links = Letter.objects.filter(kind=LetterKind.LINK, created_at__gt=at - HOUR)
    of_topic = links.filter(follow__kind=topic.kind, follow__topic=topic.topic)
    if links.count() >= OVERALL_AN_HOUR or of_topic.count() >= TOPIC_AN_HOUR:
        raise Refused(
            "too_many", _("Many people are asking for this right now. Try again in an hour.")
        )
    follower = _follower(address, language=language, at=at)
    if _has_enough(follower, at=at):
        return
    follow, new = Follow.objects.get_or_create(
        follower=follower,
        kind=topic.kind,
        topic=topic.topic,
        defaults={"rate": rate, "created_at": at},
    )
    if not new and follow.confirmed_at is None:
        # What the last one asked for; what somebody said yes to is changed by nobody else.
        follow.rate, follow.created_at = rate, at
        follow.save(update_fields=["rate", "created_at"])
    open_letter = follow.letters.filter(kind=LetterKind.LINK).exclude(
        state__in=[JobState.DONE, JobState.CANCELLED]
    )
    if not open_letter.exists():
        Letter.objects.create(follow=follow, kind=LetterKind.LINK, created_at=at)


@transaction.atomic
def follow_confirm(*, follow: Follow, at: datetime) -> Follow:
    """From now on what happens is told. Harmless twice. Raises Refused for a link that ran out."""
    follow = _locked(follow)
    if follow.confirmed_at is None:
        if follow.created_at + LINK_LASTS <= at:
            raise Refused("ran_out", _("This link was good for 48 hours. Ask for a new one."))
        follow.confirmed_at = follow.told_until = at
        follow.save(update_fields=["confirmed_at", "told_until"])
    return follow


@transaction.atomic
def follow_set_rate(*, follow: Follow, rate: Rate) -> Follow:
    """How often this is told from now on. Raises Refused for what nobody said yes to yet."""
    follow = _locked(follow)
    if follow.confirmed_at is None:
        raise Refused("not_confirmed", _("Say yes to it first, by the link in the e-mail."))
    follow.rate = rate
    follow.save(update_fields=["rate"])
    return follow


@transaction.atomic
def follow_end(*, follow: Follow) -> None:
    """Tell this no more. With the last thing followed the address is deleted. Harmless twice."""
    follower = Follower.objects.select_for_update().filter(pk=follow.follower_id).first()
    if follower is None:
        return
    follower.follows.filter(pk=follow.pk).delete()
    if not follower.follows.exists():
        follower.delete()


@transaction.atomic
def follower_forget(*, follower: Follower) -> None:
    """Delete the address and everything that it follows. Harmless twice."""
    Follower.objects.filter(pk=follower.pk).delete()


def follows_clear(*, at: datetime, limit: int = 500) -> int:
    """Forget what nobody said yes to in time, and letters that are long sent. Returns how many."""
    old = Follow.objects.filter(confirmed_at__isnull=True, created_at__lte=at - LINK_LASTS)
    cleared = 0
    for follow in old.order_by("created_at")[:limit]:
        with transaction.atomic():
            list(Follower.objects.select_for_update().filter(pk=follow.follower_id))
            # Asked again or answered meanwhile: then it stays.
            if old.filter(pk=follow.pk).exists():
                follow_end(follow=follow)
                cleared += 1
    sent = Letter.objects.filter(state=JobState.DONE, finished_at__lte=at - 2 * DAY)
    keys = list(sent.values_list("pk", flat=True)[:limit])
    return cleared + (Letter.objects.filter(pk__in=keys).delete()[0] if keys else 0)


def _follower(address: str, *, language: str, at: datetime) -> Follower:
    """The follower with this address, locked; a new one where there is none.

    Locked before anything hangs on it, by whoever made it too: two that each held a part of it
    would wait for one another.
    """
    digests = digests_of(address)
    known: Follower | None = None
    while known is None:
        known = Follower.objects.select_for_update().filter(digest__in=digests).first()
        if known is None:
            Follower.objects.get_or_create(
                digest=digests[0],
                defaults={"address": address_seal(address), "language": language, "created_at": at},
            )
    if known.language != language and not _confirmed(known):
        known.language = language
        known.save(update_fields=["language"])
    return known


def _has_enough(follower: Follower, *, at: datetime) -> bool:
    """Whether this mailbox was written to often enough today."""
    most = KNOWN_ADDRESS_A_DAY if _confirmed(follower) else ADDRESS_A_DAY
    today = Letter.objects.filter(
        follow__follower=follower, kind=LetterKind.LINK, created_at__gt=at - DAY
    )
    return today.count() >= most or follower.follows.count() >= FOLLOWS_AT_MOST


def _confirmed(follower: Follower) -> bool:
    return follower.follows.filter(confirmed_at__isnull=False).exists()


def _locked(follow: Follow) -> Follow:
    """The follow, locked after its follower, as everything here locks them.

    Raises Refused where it was ended meanwhile.
    """
    list(Follower.objects.select_for_update().filter(pk=follow.follower_id))
    found = Follow.objects.select_for_update().filter(pk=follow.pk).first()
    if found is None:
        raise Refused("ended", _("You stopped following this before."))
    return found
