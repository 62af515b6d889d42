// The editor's turns on the page. Text stands in one text node a turn; doubts and the word being heard
// are painted by the browser as ranges, so that 2,400 turns need no node a word, and no word is ever HTML.
import { near } from "./near.js";
import { clock, difference, fill, places, tokens } from "./words.js";

const node = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};
const highlight = (name, priority) => {
  if (!globalThis.Highlight || !CSS.highlights) return new Set();
  const made = new Highlight();
  made.priority = priority;
  CSS.highlights.set(name, made);
  return made;
};

export function rows(editor, { data, says, wordsOf, flagsOf, undecided }) {
  const built = new Map();          // turn id → { row, said, turn }
  const close = new Set();          // ids of turns on or near the screen
  const called = new Map(data.speakers);
  const doubt = highlight("doubt", 0);
  const nowAt = highlight("doubt-now", 1);
  const heard = highlight("heard", 2);
  const ranges = new Map();
  let machine = null;

  const seen = near(editor, 800, {
    come: (row) => { close.add(Number(row.dataset.id)); dress(Number(row.dataset.id)); },
    go: (row) => { close.delete(Number(row.dataset.id)); paint(Number(row.dataset.id), true); },
  });

  /** What only a turn near the screen needs: the list of speakers, the doubts. */
  const dress = (id) => {
    const it = built.get(id);
    if (!it) return;
    if (data.may_edit && !it.row.querySelector("select")) {
      const select = node("select", "spk");
      for (const [label, name] of called) {
        const option = node("option", "", name);
        option.value = label;
        select.append(option);
      }
      it.row.querySelector(".lab b")?.replaceWith(select);
    }
    label(it);
    paint(id, false);
  };
  const label = ({ row, said, turn, start }) => {
    const at = clock(start);
    const name = called.get(turn.speaker) ?? turn.speaker;
    const select = row.querySelector("select");
    if (select) { select.value = turn.speaker; select.setAttribute("aria-label", fill(says.speaker_at, { at })); }
    else row.querySelector(".lab b").textContent = name;
    const button = row.querySelector(".at");
    button.textContent = at;
    button.setAttribute("aria-label", fill(says.play_from, { at }));
    said.setAttribute("aria-label", fill(says.words_of, { speaker: name, at }));
  };
  const range = (said, from, to) => {
    const text = said.firstChild;
    if (!text || to > text.length) return null;
    const made = new Range();
    made.setStart(text, from);
    made.setEnd(text, to);
    return made;
  };
  const paint = (id, away) => {
    for (const old of ranges.get(id) ?? []) doubt.delete(old);
    ranges.delete(id);
    const it = built.get(id);
    if (!it || away || machine || it.said.hidden) return;
    const spots = places(it.said.textContent);
    const made = wordsOf(it.turn)
      .map((w, n) => (w.p !== null && w.p < data.doubt_below && spots[n] ? range(it.said, ...spots[n]) : null))
      .filter(Boolean);
    for (const one of made) doubt.add(one);
    ranges.set(id, made);
  };

  const build = (turn) => {
    const row = node("div", "turn-row");
    row.dataset.id = turn.id;
    const lab = node("div", "lab");
    const at = node("button", "at num");
    at.type = "button";
    lab.append(node("b"), at);
    const body = node("div", "body");
    const said = node("div", "said");
    said.dir = "auto";
    said.setAttribute("role", "textbox");
    said.setAttribute("aria-multiline", "true");
    if (data.may_edit) {
      said.contentEditable = "plaintext-only";
      if (said.contentEditable !== "plaintext-only") said.contentEditable = "true";
      said.spellcheck = true;
    } else { said.tabIndex = 0; said.setAttribute("aria-readonly", "true"); }
    body.append(said);
    row.append(lab, body);
    return { row, said, turn: null, start: 0 };
  };
  const box = (it) => {
    it.row.querySelector(".empty-sound")?.remove();
    const { turn } = it;
    const open = undecided(turn);
    it.row.classList.toggle("struck", turn.struck);
    it.said.hidden = open || turn.struck;
    it.row.querySelector(".lab").classList.toggle("no-speech", open || turn.struck);
    if (!open && !turn.struck) return;
    const made = node("div", "empty-sound");
    const p = node("p");
    const buttons = node("p", "btnrow");
    const button = (act, text, className) => {
      const b = node("button", className, text);
      b.type = "button";
      b.dataset.act = act;
      buttons.append(b);
    };
    button("listen", says.listen, "desk-btn outline");
    if (open) {
      const flags = flagsOf(turn);
      p.append(node("b", "", data.flags[flags[0]] ?? data.flags.language), " ",
        fill(says.quiet, { seconds: Math.round((it.end - it.start) / 1000), text: turn.text }));
      if (data.may_edit) { button("strike", says.strike, "desk-btn"); button("speaks", says.unstrike, "desk-btn outline"); }
    } else {
      p.append(node("b", "", says.struck), " ", node("span", "was-struck", turn.text));
      if (data.may_edit) button("speaks", says.unstrike, "desk-btn outline");
    }
    made.append(p, buttons);
    it.row.querySelector(".body").append(made);
  };

  const fillIn = (it, turn, start, end) => {
    const fresh = it.turn !== turn || it.start !== start;
    Object.assign(it, { turn, start, end });
    if (!fresh) return;
    if (it.said.textContent !== turn.text) it.said.textContent = turn.text;
    box(it);
    label(it);
    if (close.has(turn.id)) paint(turn.id, false);
  };

  return {
    /** Make the page show these turns: [[turn, start ms, end ms], …]; what did not change is not touched. */
    show(turns) {
      const live = new Set(turns.map(([turn]) => turn.id));
      for (const [id, it] of built) {
        if (live.has(id)) continue;
        seen.unobserve(it.row);
        paint(id, true);
        close.delete(id);
        it.row.remove();
        built.delete(id);
      }
      let place = editor.firstElementChild;
      for (const [turn, start, end] of turns) {
        let it = built.get(turn.id);
        if (!it) { it = build(turn); built.set(turn.id, it); }
        if (it.row === place) place = place.nextElementSibling;
        else editor.insertBefore(it.row, place);
        const fresh = it.turn === null;
        fillIn(it, turn, start, end);
        if (fresh) seen.observe(it.row);
      }
      if (machine) this.machine(machine);
    },
    of: (element) => built.get(Number(element?.closest?.(".turn-row")?.dataset.id)),
    by: (id) => built.get(id),
    /** Repaint after typing, when the text on the page is already right. */
    typed(turn) {
      const it = built.get(turn.id);
      it.turn = turn;
      paint(turn.id, false);
    },
    offset(said) {
      const chosen = getSelection();
      if (!chosen.rangeCount || !said.contains(chosen.focusNode)) return null;
      const before = new Range();
      before.selectNodeContents(said);
      before.setEnd(chosen.focusNode, chosen.focusOffset);
      return before.toString().length;
    },
    caret(said, offset) {
      said.focus();
      if (!said.firstChild) return;
      getSelection().collapse(said.firstChild, Math.min(offset, said.firstChild.length));
    },
    /** Lead the eye to one word of one turn. */
    point(id, n) {
      nowAt.clear();
      const it = built.get(id);
      if (!it) return;
      const spot = places(it.said.textContent)[n];
      const one = spot && range(it.said, ...spot);
      if (one) nowAt.add(one);
    },
    unpoint: () => nowAt.clear(),
    /** The word that is being heard, and its turn. */
    hear(ms, on) {
      heard.clear();
      let found = null;
      for (const it of built.values()) if (it.start <= ms && ms < it.end) { found = it; break; }
      for (const row of editor.querySelectorAll("[aria-current]")) if (row !== found?.row) row.removeAttribute("aria-current");
      if (!found) return;
      found.row.setAttribute("aria-current", "true");
      if (!on || !close.has(found.turn.id)) return;
      const n = wordsOf(found.turn).findLastIndex((w) => w.start <= ms);
      const spot = places(found.said.textContent)[n];
      const one = spot && range(found.said, ...spot);
      if (one) heard.add(one);
    },
    /** Read beside it what the machine wrote: [[start ms, word], …], or null to go on correcting. */
    machine(spoken) {
      machine = spoken;
      editor.toggleAttribute("data-machine", Boolean(spoken));
      const all = [...built.values()].sort((a, b) => a.start - b.start);
      let at = 0;
      all.forEach((it, n) => {
        it.row.querySelector(".machine-view")?.remove();
        it.said.hidden = Boolean(spoken) || it.turn.struck || undecided(it.turn);
        paint(it.turn.id, !close.has(it.turn.id));
        if (!spoken) return;
        const until = all[n + 1]?.start ?? Infinity;
        const before = [];
        for (; at < spoken.length && spoken[at][0] < until; at += 1) before.push(spoken[at][1]);
        if (it.turn.struck || undecided(it.turn)) return;
        const view = node("p", "machine-view");
        for (const [what, some] of difference(before, tokens(it.turn.text))) {
          view.append(what === "same" ? document.createTextNode(some.join(" ")) : node(what === "gone" ? "del" : "ins", "", some.join(" ")), " ");
        }
        it.row.querySelector(".body").append(view);
      });
    },
  };
}
