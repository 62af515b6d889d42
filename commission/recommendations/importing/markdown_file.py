"""Recommendations in a Markdown text: numbered lists under headings that are their themes."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from commission.recommendations.importing.entries import Entry, Reading
from commission.recommendations.importing.numerals import label_of
from commission.recommendations.importing.typesetting import (
    notes_removed,
    plain_text,
    words_mended,
    words_of,
)
from commission.recommendations.importing.values import NotTaken, number_of, text_of

OUTSIDE = "this stands in no numbered list"
NO_THEME = "a heading with no recommendation right under it"


def read_markdown(text: str) -> Reading:
    """Each item of a numbered list as a recommendation, its inner list as its parts.

    The heading right above is its theme. Typesetting notes in square brackets are not part of the
    text. Whatever line is not taken is named.
    """
    return _Markdown(text).read()


class _Markdown:
    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.root = SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(text))
        self.words = words_of(text)
        self.reading = Reading()
        self.taken: set[int] = set()
        self.theme: SyntaxTreeNode | None = None

    def read(self) -> Reading:
        for node in self.root.children:
            if node.type == "heading":
                # The first heading of all is the name of the whole, and no theme.
                self.theme = None if node.tag == "h1" else node
            elif node.type == "ordered_list":
                for item in node.children:
                    self._item(item)
        self._left_out()
        return self.reading

    def _item(self, item: SyntaxTreeNode) -> None:
        where = self._where(item)
        lists = [node for node in item.children if node.type.endswith("_list")]
        try:
            number = number_of(item.info)
            text = self._paragraphs(node for node in item.children if node not in lists)
            parts = tuple(part for node in lists for part in self._parts(node))
            if not text:
                raise NotTaken(f"number {number} has no text")
            themes = () if self.theme is None else (self._line(self.theme, noted=False),)
        except NotTaken as refusal:
            self.reading.refuse(where, str(refusal))
        else:
            if lists and item.children[-1] not in lists:
                self.reading.note(where, "text that follows the parts now stands before them")
            self.reading.add(Entry(where, number, {"text": text}, parts=parts, themes=themes))
            self._take(self.theme)
        self._take(item)

    def _parts(self, node: SyntaxTreeNode) -> Iterator[tuple[str, str]]:
        """The items of an inner list. What is nested deeper becomes paragraphs of its part."""
        notes = " ".join(note for one in node.walk() for note in _notes_in(one))
        for item in node.children:
            label = "•"
            if node.type == "ordered_list":
                label = label_of(item.info, ")" if "with )" in notes else item.markup, notes)
            yield label, self._paragraphs(item.children)

    def _paragraphs(self, nodes: "Iterator[SyntaxTreeNode] | list[SyntaxTreeNode]") -> str:
        found = []
        for node in nodes:
            if node.type.endswith("_list"):
                found += [f"{label} {text}" for label, text in self._parts(node)]
            elif node.type == "blockquote":
                found.append(self._paragraphs(node.children))
            elif node.type in ("paragraph", "heading"):
                found.append(self._line(node))
            elif node.content:
                found.append(text_of(node.content))
        return "\n\n".join(one for one in found if one)

    def _line(self, node: SyntaxTreeNode, *, noted: bool = True) -> str:
        """One paragraph as plain text."""
        said = plain_text(node)
        bare, removed = notes_removed(said)
        mended, joined = words_mended(bare, self.words)
        if noted:
            where = self._where(node)
            for note in removed:
                self.reading.note(where, f"left out, a note for the printer: {note}")
            for before, after in joined:
                self.reading.note(where, f"“{before}” is read as “{after}”")
            if any(one.type in ("link", "image") for one in node.walk()):
                self.reading.note(where, "the address of a link or picture is left out")
        return text_of(mended)

    def _left_out(self) -> None:
        headings = {
            node.map[0]: node for node in self.root.children if node.type == "heading" if node.map
        }
        for index, line in enumerate(self.lines):
            if line.strip() and index not in self.taken:
                node = headings.get(index)
                why = OUTSIDE if node is None or node.tag == "h1" else NO_THEME
                self.reading.refuse(f"line {index + 1}", f"{why}: “{line.strip()[:60]}”")

    def _take(self, node: SyntaxTreeNode | None) -> None:
        if node is not None and node.map:
            self.taken.update(range(*node.map))

    def _where(self, node: SyntaxTreeNode) -> str:
        return f"line {node.map[0] + 1}" if node.map else "the file"


def _notes_in(node: SyntaxTreeNode) -> list[str]:
    return notes_removed(node.content)[1] if node.type == "text" else []
