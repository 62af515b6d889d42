"""Why the gate says no, and what to do about it, by code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, str | Promise] = {
    "agreement_pending": _(
        "Nobody has yet recorded what the person who gave it agrees to. Ask them, and record it."
    ),
    "agreement_update_required": _(
        "The agreement must be asked again. Speak with the person who gave it, and record it."
    ),
    "agreement_disputed": _(
        "The agreement is disputed. Settle it with the person who gave it, and record it."
    ),
    "agreement_expired": _(
        "The agreement has run out. Ask the person who gave it whether it goes on, and record it."
    ),
    "agreement_withdrawn": _(
        "The person who gave it took their agreement back. Only they can give it again."
    ),
    "withdrawn": _("It was taken back. Only a new agreement and a new candidate open it again."),
    "machine_not_agreed": _(
        "The machine may not touch the recording: writing down by machine was not agreed to. "
        "Write it down by hand, or ask the person who gave it."
    ),
    "web_not_agreed": _(
        "The person who gave it said no to the web. They can change that; nobody here can."
    ),
    "research_not_agreed": _(
        "The person who gave it said no to research. They can change that; nobody here can."
    ),
    "sealed": _("What is sealed is made for nobody outside. Choose the public or researchers."),
    "words_not_agreed": _(
        "The words may not be shown, and without words there is no edition. Ask the person who "
        "gave it."
    ),
    "embargo_running": _("An embargo is in force. Wait for its last day; it opens nothing itself."),
    "embargo_ended": _(
        "The last day of the embargo has passed, and a date opens nothing by itself. Look again, "
        "and lift it."
    ),
    "order_in_force": _(
        "An order forbids release. Wait until its author lifts it, and record that here."
    ),
    "delay_not_confirmed": _("Release is delayed. Look again, and confirm that it may go out."),
    "recordings_several": _(
        "There are several recordings, and an edition is made from one. Set the others aside."
    ),
    "transcript_missing": _("There is no transcript. Have it written down first."),
    "transcript_machine": _(
        "The transcript was made by machine and is not yet checked. Read it against the sound."
    ),
    "transcript_not_accepted": _(
        "The transcript is being corrected. Finish it, and accept it as read."
    ),
    "redactions_wait": _("Redactions wait for a second person. Approve each, or send it back."),
    "names_wait": _("A protected name may stand in places that nobody has decided. Decide each."),
    "spans_astray": _(
        "The text has changed, and a redaction no longer lies on the words it was approved for. "
        "Place it again, or confirm that it is right."
    ),
    "summary_missing": _("One sentence for lists and headings is missing. Write it."),
    "candidate_missing": _("No candidate has been built. Build one."),
    "candidate_outdated": _("Something has changed since the candidate was built. Build it again."),
    "candidate_altered": _(
        "A text or a file of the candidate is missing, or is not what was built. Build it again."
    ),
    "captions_missing": _("The candidate has no captions. Build it again."),
    "leaks_not_checked": _("The leak check has not run on this candidate. Build it again."),
    "leaks_found": _("The leak check found something. Look at each place, and deal with it."),
    "approval_missing": _(
        "Nobody has approved this candidate. Ask somebody who had no hand in it to hear and "
        "read it."
    ),
    "approval_void": _(
        "The approval is for something else than what would go out. Ask for it again."
    ),
    "approval_own": _(
        "It was approved by somebody who had a hand in it. Somebody else must hear and read it."
    ),
}
