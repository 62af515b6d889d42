"""Plain text out of what was set for print: no marks of emphasis, no notes for the printer."""

import re
from collections import Counter

from markdown_it.tree import SyntaxTreeNode

# A note for whoever sets the text: "[lowercase roman numeral style]".
NOTE = re.compile(r"\[[^\[\]\n]{1,120}\]")
# A word that was broken: "fam    ily", or one half at the end of a line.
BROKEN = re.compile(r"([^\W\d_]+)(?:[ \t]*\n[ \t]*|[ \t]{2,})([^\W\d_]+)")
# Emphasis around punctuation alone, which Markdown does not take for emphasis: "done*.* Then".
EMPHASIS = re.compile(r"\*([.,;:!?]{1,3})\*")
WORD = re.compile(r"[^\W\d_]+")


def plain_text(node: SyntaxTreeNode) -> str:
    """What a paragraph says; a line break of the source is one here."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return "\n"
    return "".join(plain_text(child) for child in node.children)


def notes_removed(text: str) -> tuple[str, list[str]]:
    """The text without notes in square brackets, and these notes."""
    return NOTE.sub("", text), NOTE.findall(text)


def words_of(text: str) -> Counter[str]:
    """How often each word stands whole in a text."""
    return Counter(WORD.findall(BROKEN.sub(" ", text).casefold()))


def words_mended(text: str, words: Counter[str]) -> tuple[str, list[tuple[str, str]]]:
    """The text on one line, with broken words whole, and what was joined: (before, after).

    Two halves are one word where the whole stands elsewhere in the same source, and the second half
    does not: nothing is guessed that the source does not say itself.
    """
    joined: list[tuple[str, str]] = []

    def mend(found: re.Match[str]) -> str:
        first, second = found.groups()
        whole = first + second
        if words[whole.casefold()] and not words[second.casefold()]:
            joined.append((f"{first} {second}", whole))
            return whole
        return f"{first} {second}"

    joined += [(found[0], found[1]) for found in EMPHASIS.finditer(text)]
    text = EMPHASIS.sub(r"\1", text)
    return " ".join(BROKEN.sub(mend, text).split()), joined
