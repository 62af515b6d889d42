// Choosing words on the redaction desk: words are options, one tab stop a turn. Rows get a node a word
// only near the screen; the choice itself is kept as two numbers and not in the page.
import { near } from "./near.js";
import { clock, fill } from "./words.js";

const node = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

export function pick(holder, { turns, speakers, says, stateOf, changed, reason, propose, clear, pickable }) {
  const called = new Map(speakers);
  const words = [];                       // all words in order: {id, text, start, end, turn}
  const first = turns.map((turn) => {
    const from = words.length;
    for (const [id, text, start, end] of turn.words) words.push({ id, text, start, end });
    return from;
  });
  const rows = [];
  let anchor = null;
  let chosen = null;                      // [from, to], both included
  const rowOf = (n) => first.findLastIndex((from) => from <= n);

  const dress = (span, n) => {
    const state = stateOf(words[n]);
    span.toggleAttribute("data-span", Boolean(state));
    if (state) { span.dataset.state = state; span.setAttribute("aria-description", says[`state_${state}`] ?? ""); }
    else { delete span.dataset.state; span.removeAttribute("aria-description"); }
    span.setAttribute("aria-selected", String(Boolean(chosen) && n >= chosen[0] && n <= chosen[1]));
  };
  const build = (r) => {
    const row = rows[r];
    if (!row) return null;
    if (row.line) return row.line;
    const turn = turns[r];
    const line = node("div", "line-of");
    line.dir = "auto";
    line.setAttribute("role", "listbox");
    line.setAttribute("aria-multiselectable", "true");
    line.setAttribute("aria-label", fill(says.words_of, { speaker: called.get(turn.speaker) ?? turn.speaker, at: clock(turn.start) }));
    turn.words.forEach((_, k) => {
      const n = first[r] + k;
      const span = node("span", "w", `${words[n].text} `);
      span.setAttribute("role", "option");
      span.tabIndex = k === row.stop ? 0 : -1;
      dress(span, n);
      line.append(span);
    });
    row.line = line;
    row.body.replaceChildren(line);
    return line;
  };
  const unbuild = (r) => {
    const row = rows[r];
    if (!row.line || row.body.contains(document.activeElement)) return;
    row.line = null;
    row.body.replaceChildren(plain(r));
  };
  const plain = (r) => {
    const line = node("p", "line-of");
    line.dir = "auto";
    let part = null;
    turns[r].words.forEach((_, k) => {
      const word = words[first[r] + k];
      const state = stateOf(word);
      if (!part || part.state !== state) {
        part = { state, text: document.createTextNode("") };
        if (state) {
          const span = node("span", "w");
          span.toggleAttribute("data-span", true);
          span.dataset.state = state;
          span.append(part.text);
          line.append(span);
        } else line.append(part.text);
      }
      part.text.data += `${word.text} `;
    });
    return line;
  };
  const seen = near(holder, 1200, {
    come: (row) => build(Number(row.dataset.row)),
    go: (row) => unbuild(Number(row.dataset.row)),
  });

  holder.replaceChildren(...turns.map((turn, r) => {
    const row = node("div", "turn-row redact-row");
    row.dataset.row = r;
    const lab = node("p", "lab");
    lab.append(node("b", "", called.get(turn.speaker) ?? turn.speaker), node("span", "num", clock(turn.start)));
    const body = node("div");
    row.append(lab, body);
    rows.push({ row, body, line: null, stop: 0 });
    body.append(plain(r));
    return row;
  }));
  for (const { row } of rows) seen.observe(row);

  const repaint = (from, to) => {
    for (let n = from; n <= to; n += 1) {
      const row = rows[rowOf(n)];
      if (row.line) dress(row.line.children[n - first[rowOf(n)]], n);
    }
  };
  const choose = (from, to) => {
    const old = chosen;
    chosen = from === null ? null : [Math.min(from, to), Math.max(from, to)];
    const both = [...(old ?? []), ...(chosen ?? [])];
    if (both.length) repaint(Math.min(...both), Math.max(...both));
    changed(chosen ? words.slice(chosen[0], chosen[1] + 1) : []);
  };
  const focus = (n) => {
    const r = rowOf(n);
    build(r);
    const row = rows[r];
    row.line.children[row.stop]?.setAttribute("tabindex", "-1");
    row.stop = n - first[r];
    row.line.children[row.stop].tabIndex = 0;
    row.line.children[row.stop].focus();
  };
  const number = (target) => {
    const span = target?.closest?.("[role=option]");
    const row = span?.closest(".redact-row");
    return row ? first[Number(row.dataset.row)] + [...span.parentElement.children].indexOf(span) : -1;
  };

  holder.addEventListener("pointerdown", (e) => {
    const n = number(e.target);
    if (n < 0 || e.button !== 0 || !pickable) return;
    if (e.pointerType !== "mouse") return;      // touch scrolls; a tap chooses, below
    e.preventDefault();
    focus(n);
    anchor = e.shiftKey && anchor !== null ? anchor : n;
    choose(anchor, n);
    const move = (m) => { const to = number(document.elementFromPoint(m.clientX, m.clientY)); if (to >= 0) choose(anchor, to); };
    addEventListener("pointermove", move);
    addEventListener("pointerup", () => removeEventListener("pointermove", move), { once: true });
  });
  let tapped = false;
  holder.addEventListener("click", (e) => {
    if (e.pointerType === "mouse" || e.detail === 0 || !pickable) return;
    const n = number(e.target);
    if (n < 0) return;
    // First tap begins, the second ends the stretch.
    if (tapped && chosen && chosen[0] === chosen[1]) { choose(chosen[0], n); tapped = false; }
    else { choose(n, n); tapped = true; }
    anchor = n;
  });
  holder.addEventListener("keydown", (e) => {
    const n = number(e.target);
    if (n < 0 || e.ctrlKey || e.metaKey || e.altKey) return;
    const r = rowOf(n);
    const step = getComputedStyle(e.target).direction === "rtl" ? -1 : 1;
    const to = { ArrowRight: n + step, ArrowLeft: n - step, Home: first[r], End: first[r] + turns[r].words.length - 1 }[e.key];
    if (to !== undefined) {
      e.preventDefault();
      const there = Math.min(words.length - 1, Math.max(0, to));
      focus(there);
      if (e.shiftKey && pickable) { anchor ??= n; choose(anchor, there); }
      else anchor = null;
    } else if (e.key === " ") { e.preventDefault(); if (pickable) { anchor = n; choose(n, n); } }
    else if (e.key === "Enter") { e.preventDefault(); propose(); }
    else if (e.key === "Escape") { anchor = null; choose(null); clear(); }
    else if (e.key.toLowerCase() === "r") { e.preventDefault(); reason(); }
  });

  return {
    words,
    clear: () => { anchor = null; choose(null); },
    focusAgain: () => { if (chosen) focus(chosen[0]); },
    /** After something was decided: what lies over the words is drawn anew. */
    redraw() {
      rows.forEach((row, r) => {
        if (row.line) turns[r].words.forEach((_, k) => dress(row.line.children[k], first[r] + k));
        else row.body.replaceChildren(plain(r));
      });
    },
  };
}
