"""The sentences that the editor's script needs, in the language of the page."""

from django.utils.translation import gettext as _


def editor_says() -> dict[str, str]:
    """By short names; {braces} are filled in by the script."""
    return {
        "offline": _(
            "The server does not answer. Nothing you wrote is lost; it is still on this page."
        ),
        "broken": _(
            "The server could not do this. Nothing you wrote is lost; it is still on this page."
        ),
        "refused": _(
            "The server refused this: your role has changed, or you signed in again elsewhere. "
            "Nothing you wrote is lost; it is still on this page."
        ),
        "signed_out": _(
            "You are no longer signed in. Nothing you wrote is lost: sign in again in another tab, "
            "then save here."
        ),
        "speaker_at": _("Speaker at {at}"),
        "play_from": _("Play from {at}"),
        "words_of": _("{speaker}, {at}"),
        "no_speech": _("No speech?"),
        "struck_label": _("Struck"),
        "struck": _("These words are struck. They will be in no edition."),
        "unstrike": _("Somebody does speak"),
        "listen": _("Listen"),
        "strike": _("Strike them"),
        "quiet": _("{seconds} s of sound: “{text}” They will not be kept unless you say so."),
        "unsaved": _("{n} turns changed, not saved yet"),
        "unsaved_one": _("1 turn changed, not saved yet"),
        "saving": _("Saving"),
        "saved_at": _("Saved at {at}. Nothing waits to be sent."),
        "as_opened": _("As it was saved. Nothing waits to be sent."),
        "doubt": _("Doubtful word: “{word}”, {n} of {all}."),
        "doubt_place": _("{at}, {n} of {all}"),
        "doubt_count": _("({n} of {all})"),
        "no_doubt": _("No doubtful word is left."),
        "sure": _("The machine was {percent} % sure."),
        "keep": _("Keep “{word}”"),
        "unheard": _("[inaudible]"),
        "kept": _("Kept: {word}"),
        "split": _("Turn split at {at}."),
        "joined": _("Joined with the turn above."),
        "cannot_split": _("A turn is split between two of its words."),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "nothing_undo": _("There is nothing to undo."),
        "leaving": _("Tab now moves on."),
        "machine_on": _("Showing what the machine wrote. Choose it again to go on correcting."),
        "machine_off": _("Showing the text being corrected."),
        "turns_one": _("{time}, 1 turn"),
        "turns": _("{time}, {n} turns"),
        "spoken_by": _("{speaker} speaks here."),
        "conflict_mine": _("You wrote:"),
        "conflict_theirs": _("Saved by somebody else since:"),
        "conflict_none": _("Your changes stand on top of transcript {version} now. Save them."),
        "conflict_some": _(
            "Your changes stand on top of transcript {version} now. Places changed by both of you: "
            "{n}. Choose for each."
        ),
        "conflict_open": _("Choose first for each place that both of you changed."),
        "choose_mine": _("Put mine"),
        "choose_theirs": _("Keep theirs"),
        "words_line": _("{words} words, {decided} written or confirmed by a person"),
        "doubtful_line": _("Doubtful words not decided: {n}"),
        "undecided_line": _(
            "Stretches not decided: {n}. Strike them, or say that somebody speaks."
        ),
        "unknown_line": _("Turns without a known speaker: {n}"),
    }
