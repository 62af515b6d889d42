// Keys and pointer in the transcript editor: what they mean, and nothing about how it is done.
import { places } from "./words.js";

export function hands(editor, acts) {
  const { page, sound, data } = acts;
  let leaving = null;       // Esc was pressed here: the next Tab moves on as everywhere else

  const withAlt = (e, it) => {
    const speaker = /^Digit[1-9]$/.test(e.code) ? data.speakers[Number(e.code.slice(5)) - 1] : null;
    const act = { ArrowDown: () => acts.toDoubt(1), ArrowUp: () => acts.toDoubt(-1), Enter: acts.right }[e.key]
      ?? (e.code === "KeyM" ? acts.machine : speaker && data.may_edit ? () => acts.spoken(it, speaker[0]) : null);
    if (act) { e.preventDefault(); act(); }
  };
  editor.addEventListener("keydown", (e) => {
    const it = page.of(e.target);
    if (!it) return;
    if (e.altKey && !e.ctrlKey && !e.metaKey) { withAlt(e, it); return; }
    if (e.target !== it.said) return;
    if (e.key === "Escape") { leaving = it.said; acts.tell(acts.leaving); return; }
    if (e.key === "Tab") {
      if (leaving === it.said) { leaving = null; return; }
      e.preventDefault();
      if (e.shiftKey) sound.back();
      else sound.toggle();
      return;
    }
    if (!["Shift", "Control", "Alt", "Meta"].includes(e.key)) leaving = null;
    if (!data.may_edit) return;
    if (e.key === "Enter") { e.preventDefault(); if (!e.isComposing) acts.splitAt(it); }
    else if (e.key === "Backspace" && getSelection().isCollapsed && page.offset(it.said) === 0) { e.preventDefault(); acts.joinUp(it); }
  });
  document.addEventListener("keydown", (e) => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
    const key = e.key.toLowerCase();
    if (key === "s" && data.may_edit) { e.preventDefault(); acts.save(); }
    if (e.target.matches("input, textarea")) return;
    if (key === "z") { e.preventDefault(); if (e.shiftKey) acts.redo(); else acts.undo(); }
    if (key === "y") { e.preventDefault(); acts.redo(); }
  });
  // What a screen keyboard or a menu of the browser does without a key.
  editor.addEventListener("beforeinput", (e) => {
    const it = page.of(e.target);
    if (e.inputType === "historyUndo" || e.inputType === "historyRedo") { e.preventDefault(); return; }
    if (it && ["insertParagraph", "insertLineBreak"].includes(e.inputType)) { e.preventDefault(); acts.splitAt(it); }
  });
  editor.addEventListener("input", (e) => {
    const it = page.of(e.target);
    if (!it || e.target !== it.said) return;
    let text = it.said.textContent;
    const plain = [...it.said.childNodes].every((part) => part === it.said.firstChild && part.nodeType === Node.TEXT_NODE);
    if (!plain || /[\r\n]/.test(text)) {
      // Pasted lines and markup become one plain line.
      const caret = page.offset(it.said);
      text = text.replace(/\s*[\r\n]+\s*/g, " ");
      it.said.textContent = text;
      page.caret(it.said, caret ?? text.length);
    }
    acts.typedIn(it, text);
  });
  editor.addEventListener("click", (e) => {
    const it = page.of(e.target);
    if (!it) return;
    const act = e.target.closest(".at") ? "from" : e.target.closest("[data-act]")?.dataset.act;
    if (act === "from") sound.from(it.start);
    else if (act === "listen") sound.stretch(it.start, it.end);
    else if (act) acts.strike(it, act === "strike");
    else if (e.target.closest(".said") && getSelection().isCollapsed) {
      const offset = page.offset(it.said);
      acts.hearWord(it, places(it.said.textContent).findIndex(([from, to]) => from <= offset && offset <= to));
    }
  });
  editor.addEventListener("change", (e) => {
    const it = page.of(e.target);
    if (it && e.target.matches("select.spk")) acts.spoken(it, e.target.value);
  });
}
