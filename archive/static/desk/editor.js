// The transcript editor: the model in draft.js, the page in rows.js, the sound in listen.js.
// What is typed stays in the page until it is saved: vault text is never put into the browser's storage.
import * as draft from "./draft.js";
import { hands } from "./hands.js";
import { given, guard, send } from "./keep.js";
import { listen } from "./listen.js";
import { rebase } from "./rebase.js";
import { rows } from "./rows.js";
import { sidePanels } from "./side.js";
import { wave } from "./wave.js";
import { fill, places } from "./words.js";

const $ = (id) => document.getElementById(id);
const data = given("desk-data");
const says = given("desk-says");
const editor = $("editor");
const sound = listen($("sound"));
const shape = wave($("wave"), sound);
const tell = (sentence) => { $("desk-said").textContent = sentence; };

let version = null;      // the payload that was opened
let base = new Map();
let state = null;
const past = [];
const future = [];
let typing = { id: 0, at: 0 };
let saving = false;
let conflicts = [];
let cache = new Map();   // root → words of its turns, for this state

const wordsOf = (turn) => {
  if (!cache.has(turn.id)) cache.set(turn.id, draft.wordsOf(base, state, turn));
  return cache.get(turn.id);
};
const page = rows(editor, {
  data, says, wordsOf,
  flagsOf: (turn) => draft.flagsOf(base, turn),
  undecided: (turn) => draft.undecided(base, turn),
});
const layout = () => state.turns.map((turn) => {
  const was = base.get(turn.root);
  if (draft.single(state, turn)) return [turn, was.start, was.end];
  const words = wordsOf(turn);
  return [turn, words[0]?.start ?? was.start, words.at(-1)?.end ?? was.end];
});
/** Doubtful words over all turns, in reading order: [turn, number of the word, word]. */
const doubts = () => state.turns.flatMap((turn) => (turn.struck || draft.undecided(base, turn) ? [] : wordsOf(turn)
  .map((word, n) => [turn, n, word]).filter(([, , word]) => word.p !== null && word.p < data.doubt_below)));
const changed = () => draft.edits(base, state).length;

const panels = sidePanels({ data, says });
let later = 0;
const refresh = (quiet) => {
  clearTimeout(later);   // what waited since the last key would write over the sentence that comes now
  const all = doubts();
  panels.counts(state, base, all, wordsOf, draft);
  shape.ticks(all.map(([, , word]) => word.start));
  const n = changed();
  $("saved").textContent = n ? fill(n === 1 ? says.unsaved_one : says.unsaved, { n }) : (quiet ?? says.as_opened);
};
const refreshSoon = () => { clearTimeout(later); later = setTimeout(() => refresh(), 250); };

/** Take a new state; `redraw` is false when the page already shows it (typing). */
function become(next, { redraw = true, remember = true } = {}) {
  if (!next || next === state) return;
  if (remember) { past.push(state); future.length = 0; }
  state = next;
  cache = new Map();
  if (redraw) { page.show(layout()); refresh(); }
  else refreshSoon();
}
function step(from, to, sentence) {
  if (!from.length) { tell(says.nothing_undo); return; }
  typing = { id: 0, at: 0 };
  to.push(state);
  become(from.pop(), { remember: false });
  tell(sentence);
}
const undo = () => step(past, future, says.undone);
const redo = () => step(future, past, says.redone);

function opened(payload) {
  version = payload;
  ({ base, state } = draft.open(payload));
  past.length = future.length = 0;
  cache = new Map();
  for (const field of document.querySelectorAll("[name=transcript]")) field.value = payload.id;
}

/* From one doubtful word to the next */
let at = null;
function toDoubt(by) {
  const all = doubts();
  if (!all.length) { at = null; page.unpoint(); panels.doubt(null); tell(says.no_doubt); return; }
  let n = at ? all.findIndex(([turn, , word]) => turn.id === at.turn && word.id === at.word) : -1;
  if (n < 0 && at) n = by > 0 ? all.findIndex(([, , w]) => w.start > at.start) - 1 : all.findIndex(([, , w]) => w.start >= at.start);
  if (n === -2) n = -1;
  n = (n + by + all.length) % all.length;
  const [turn, place, word] = all[n];
  at = { turn: turn.id, word: word.id, start: word.start, place };
  const it = page.by(turn.id);
  it.row.scrollIntoView({ block: "center" });
  const caret = document.activeElement?.classList.contains("said");
  if (caret) page.caret(it.said, places(it.said.textContent)[place][0]);
  page.point(turn.id, place);
  panels.doubt({ word, n: n + 1, all: all.length });
  sound.go(word.start);
  tell(fill(says.doubt, { word: word.text, n: n + 1, all: all.length }));
}
function right() {
  if (!at) return;
  become(draft.keepWord(state, at.word));
  toDoubt(1);
}
function put(text) {
  const it = at && page.by(at.turn);
  const spot = it && places(it.turn.text)[at.place];
  if (!spot || !text.trim()) return;
  become(draft.typed(state, at.turn, it.turn.text.slice(0, spot[0]) + text.trim() + it.turn.text.slice(spot[1])));
  toDoubt(1);
}

/* Words the machine wrote */
let machineWords = null;
async function machine() {
  const button = $("machine");
  const on = button.getAttribute("aria-pressed") !== "true";
  if (on && !machineWords) {
    if (data.machine === null) return;
    const answer = await send(`${data.words}?version=${data.machine}`, null, says);
    if (!answer.ok) { tell(answer.body.sentence); return; }
    machineWords = answer.body.turns.flatMap((turn) => turn.words.map((w) => [w[2], w[1]]));
  }
  button.setAttribute("aria-pressed", String(on));
  page.machine(on ? machineWords : null);
  tell(on ? says.machine_on : says.machine_off);
}

/* Turns */
function splitAt(it) {
  const offset = page.offset(it.said);
  const next = offset === null ? null : draft.split(state, it.turn.id, offset);
  if (!next) { tell(says.cannot_split); return; }
  const n = state.turns.findIndex((turn) => turn.id === it.turn.id);
  become(next);
  const second = page.by(state.turns[n + 1].id);
  page.caret(second.said, 0);
  tell(fill(says.split, { at: second.row.querySelector(".at").textContent }));
}
function joinUp(it) {
  const joined = draft.join(state, it.turn.id);
  if (!joined) return;
  become(joined.state);
  page.caret(page.by(joined.into).said, joined.at);
  tell(says.joined);
}
function spoken(it, label) {
  become(draft.spokenBy(state, it.turn.id, label));
  tell(fill(says.spoken_by, { speaker: data.speakers.find(([l]) => l === label)?.[1] ?? label }));
}

/** Hear one word where it stands; a doubtful one is the one that is being decided from now on. */
function hearWord(it, n) {
  const word = wordsOf(it.turn)[n];
  if (!word) return;
  if (sound.playing()) sound.from(word.start);
  else sound.stretch(Math.max(0, word.start - 150), word.end + 250);
  if (word.p === null || word.p >= data.doubt_below) return;
  const all = doubts();
  at = { turn: it.turn.id, word: word.id, start: word.start, place: n };
  page.point(it.turn.id, n);
  panels.doubt({ word, n: all.findIndex(([, , w]) => w.id === word.id) + 1, all: all.length });
}

/* Saving */
async function save() {
  if (saving) return false;
  if (conflicts.length) { $("conflict").focus(); tell(says.conflict_open); return false; }
  const edits = draft.edits(base, state);
  if (!edits.length) { refresh(); return true; }
  saving = true;
  $("saved").textContent = says.saving;
  const sent = state;
  const answer = await send(data.save, { transcript: version.id, edits }, says);
  saving = false;
  if (answer.status === 409) {
    $("conflict-said").textContent = answer.body.sentence;
    $("conflict").hidden = false;
    $("conflict").focus();
    $("conflict-compare").href = `${data.compare}?from=${version.version}&to=${answer.body.version}`;
    refresh();
    return false;
  }
  if (!answer.ok) {
    refresh();
    $("saved").textContent = answer.body.sentence;
    return false;
  }
  const since = state === sent ? null : state;
  const mine = { base, sent };
  opened(answer.body.transcript);
  if (since) {
    // Typed while it was being sent: laid over the new version, as on top of somebody else's.
    const over = rebase(mine.base, since, base, state, { settled: sent });
    state = over.state;
  }
  cache = new Map();
  page.show(layout());
  const clockNow = new Date().toLocaleTimeString(document.documentElement.lang || undefined);
  refresh(fill(says.saved_at, { at: clockNow }));
  tell($("saved").textContent);
  versions();
  return !since;
}
/** The list of versions, as the server would show it now. */
async function versions() {
  $("version-label").textContent = version.label;
  const there = await fetch(location.pathname + location.search, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
  if (!there?.ok || there.redirected) return;
  const fresh = new DOMParser().parseFromString(await there.text(), "text/html").getElementById("versions");
  if (fresh) $("versions").replaceWith(document.adoptNode(fresh));
}
async function onTop() {
  const answer = await send(data.newest, null, says);
  if (!answer.ok) { tell(answer.body.sentence); return; }
  const mine = { base, state };
  opened(answer.body);
  const over = rebase(mine.base, mine.state, base, state);
  state = over.state;
  conflicts = over.conflicts;
  cache = new Map();
  page.show(layout());
  refresh();
  panels.conflicts(conflicts, (conflict, choice) => {
    if (choice === "mine") become(draft.typed(state, conflict.id, conflict.mine));
    conflicts = conflicts.filter((other) => other !== conflict);
    if (!conflicts.length) $("conflict").hidden = true;
  });
  const sentence = fill(conflicts.length ? says.conflict_some : says.conflict_none, { version: version.version, n: conflicts.length });
  $("conflict-said").textContent = sentence;
  $("conflict").hidden = !conflicts.length;
  $("saved").textContent = sentence;
  tell(sentence);
}

hands(editor, {
  page, sound, data, tell, save, undo, redo, toDoubt, right, machine, splitAt, joinUp, spoken, hearWord,
  leaving: says.leaving,
  typedIn(it, text) {
    const now = Date.now();
    const together = typing.id === it.turn.id && now - typing.at < 1000;
    typing = { id: it.turn.id, at: now };
    become(draft.typed(state, it.turn.id, text), { redraw: false, remember: !together });
    page.typed(state.turns.find((turn) => turn.id === it.turn.id));
  },
  strike(it, struck) {
    become(draft.strike(state, it.turn.id, struck));
    const now = page.by(it.turn.id);
    (struck ? now.row.querySelector("[data-act]") : now.said).focus();
  },
});
sound.watch((ms, on) => { if (state) page.hear(ms, on); });
$("doubt-next")?.addEventListener("click", () => toDoubt(1));
$("machine")?.addEventListener("click", machine);
$("undo")?.addEventListener("click", undo);
$("save")?.addEventListener("click", save);
$("rebase")?.addEventListener("click", onTop);
$("doubt-keep")?.addEventListener("click", right);
$("doubt-unheard")?.addEventListener("click", () => put(says.unheard));
$("doubt-hear")?.addEventListener("click", () => { if (at) sound.stretch(Math.max(0, at.start - 1000), at.start + 1500); });
$("doubt-form")?.addEventListener("submit", (e) => { e.preventDefault(); put($("doubt-new").value); });
$("rename")?.addEventListener("submit", (e) => {
  e.preventDefault();
  become(draft.allSpokenBy(state, $("rename-from").value, $("rename-to").value));
});
$("accept")?.addEventListener("submit", async (e) => {
  e.preventDefault();
  if ($("accept-btn").getAttribute("aria-disabled") === "true") { tell($("accept-why").textContent); return; }
  const form = e.target;
  if (await save()) form.submit();
});
guard(() => state && changed() > 0);

const answer = await send(data.newest, null, says);
if (answer.ok) {
  opened(answer.body);
  document.querySelector(".desk").classList.add("scripted-desk");
  editor.hidden = false;
  if ($("machine")) $("machine").hidden = data.machine === null;
  page.show(layout());
  refresh();
} else tell(answer.body.sentence);
