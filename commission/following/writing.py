"""What stands in the e-mails: plain text, public facts, addresses of pages, nothing that counts."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.reading.wording import day_of
from commission.following.models import Follow, Letter, Rate
from commission.following.news import News, Told
from commission.following.topics import Topic, addresses_of
from commission.post import message_make, one_line

TITLE = 140  # characters of a recommendation's text where it has no short title


def link_letter(letter: Letter, topic: Topic, *, to: str) -> EmailMessage:
    """The message with the link that says yes, or, for whoever did, leads to what they follow."""
    follow = letter.follow
    names = {"topic": topic.name, "commission": settings.COMMISSION_NAME}
    if follow.confirmed_at is not None:
        subject = _("You follow this already: %(topic)s") % names
        paragraphs = [
            _("Somebody, probably you, asked %(commission)s to tell you about this again:") % names,
            topic.name,
            _("You follow it already. Here you see all that you follow, and can change it:"),
            _link("following:page", follow),
        ]
    else:
        subject = _("Do you want to follow this? %(topic)s") % names
        paragraphs = [
            _("Somebody, probably you, asked %(commission)s to write to you about this:") % names,
            topic.name,
            _("To say yes, open this page and choose “Yes, write to me”:"),
            _link("following:page", follow),
            _(
                "If it was not you, do nothing. No more will come, and after 48 hours your address "
                "is deleted."
            ),
        ]
    return message_make(key=str(letter.pk), to=to, subject=subject, paragraphs=paragraphs)


def news_letter(letter: Letter, topic: Topic, told: Told, *, to: str) -> EmailMessage:
    """The message that tells what happened. It can be stopped with one click (RFC 8058)."""
    follow = letter.follow
    count = sum(len(one.events) for one in told.news)
    subject = ngettext(
        "%(topic)s: something happened", "%(topic)s: %(count)s things happened", count
    ) % {"topic": topic.name, "count": count}
    stop = _link("following:stop", follow)
    paths = addresses_of(one.recommendation for one in told.news)
    paragraphs = [_paragraph(one, paths[one.recommendation.pk]) for one in told.news]
    if told.more:
        more = ngettext(
            "Something happened to %(count)s more recommendation:",
            "Something happened to %(count)s more recommendations:",
            told.more,
        )
        paragraphs.append(more % {"count": told.more} + "\n" + _absolute(topic.url))
    paragraphs += [
        "-- \n"
        + _("You follow: %(topic)s. How often: %(rate)s.")
        % {"topic": topic.name, "rate": str(Rate(follow.rate).label).lower()},
        _("To change how often, or what you follow:") + "\n" + _link("following:page", follow),
        _("To stop:") + "\n" + stop,
    ]
    return message_make(
        key=str(letter.pk),
        to=to,
        subject=subject,
        paragraphs=paragraphs,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _paragraph(one: News, path: str) -> str:
    title = one_line(one.recommendation.title or one.recommendation.text)
    said = [
        _("%(day)s: %(sentence)s") % {"day": day_of(e.on), "sentence": one_line(e.sentence)}
        for e in one.events
    ]
    head = _("Recommendation %(number)s: %(title)s") % {
        "number": one.recommendation.number,
        "title": Truncator(title).chars(TITLE),
    }
    lines = [head, *([_absolute(path)] if path else []), *(f"* {line}" for line in said)]
    if one.more:
        more = ngettext("%(count)s more thing", "%(count)s more things", one.more)
        lines.append("* " + more % {"count": one.more})
    return "\n".join(lines)


def _link(name: str, follow: Follow) -> str:
    return _absolute(reverse(name, args=[follow.token]))


def _absolute(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path
