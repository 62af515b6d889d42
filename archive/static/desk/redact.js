// The redaction desk. Forms are the server's own and work without this; here they are sent without leaving
// the page, and what they changed is drawn anew from the page that the server would have shown.
import { given, send } from "./keep.js";
import { listen } from "./listen.js";
import { pick } from "./pick.js";
import { wave } from "./wave.js";
import { exact, fill } from "./words.js";

const $ = (id) => document.getElementById(id);
let data = given("desk-data");
const says = given("desk-says");
const desk = document.querySelector(".desk");
const sound = listen($("sound"));
const shape = wave($("wave"), sound);
const tell = (sentence) => { $("desk-said").textContent = ""; $("desk-said").textContent = sentence; };
const wrong = (sentence) => {
  $("desk-wrong").hidden = !sentence;
  $("desk-wrong").textContent = sentence;
};
desk.classList.add("scripted-desk");

/* What lies over a word: by its id, and by its time, because a correction may have put new words there */
const over = (word, span) => span.words.includes(word.id)
  || (span.state !== "suggested" && word.start < span.to && Math.max(word.end, word.start + 1) > span.from);
let lying = new Map();
const stateOf = (word) => lying.get(word.id) ?? "";
function lay(words) {
  lying = new Map();
  for (const span of [...data.spans].reverse()) {
    for (const word of words) if (over(word, span)) lying.set(word.id, span.state.split(" ")[0]);
  }
}
const drawWave = () => shape.spans(data.spans.map((span) => ({ from: span.sound_from, to: span.sound_to, state: span.state })));
drawWave();

let picked = null;
let selection = null;         // {from, to} in ms
let chosen = [];
function select(words) {
  chosen = words;
  selection = words.length ? { from: words[0].start, to: Math.max(...words.map((w) => w.end)) } : null;
  if (words.length && $("ta")) { $("ta").value = ""; $("tz").value = ""; }
  show();
}
function show() {
  const text = chosen.map((w) => w.text).join(" ");
  if ($("sel-text")) {
    $("sel-text").textContent = text || says.none;
    $("sel-count").textContent = chosen.length ? fill(chosen.length === 1 ? says.one : says.many, { n: chosen.length }) : "";
    $("sel-time").textContent = selection ? fill(says.times, { from: exact(selection.from), to: exact(selection.to) }) : "";
    $("word-ids").value = chosen.map((w) => w.id).join(",");
    const same = chosen.length ? others(text) : 0;
    $("elsewhere").hidden = !same;
    $("elsewhere").textContent = fill(says.elsewhere, { n: same });
  }
  shape.select(selection ? selection.from : null, selection?.to);
  for (const id of ["play-sel", "play-around"]) $(id)?.setAttribute("aria-disabled", String(!selection));
}
const bare = (text) => text.toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
function others(text) {
  const sought = text.split(" ").map(bare);
  const all = picked?.words.map((w) => bare(w.text)) ?? [];
  let n = 0;
  for (let i = 0; i + sought.length <= all.length; i += 1) if (sought.every((word, k) => all[i + k] === word)) n += 1;
  return Math.max(0, n - 1);
}

/* By time: typed, and heard */
const typed = (text) => {
  const m = text.trim().match(/^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)$/);
  return m ? Math.round(((Number(m[1] ?? 0) * 60 + Number(m[2] ?? 0)) * 60 + Number(m[3].replace(",", "."))) * 1000) : null;
};
for (const id of ["ta", "tz"]) {
  $(id)?.addEventListener("input", () => {
    if (chosen.length) picked.clear();
    const [from, to] = [typed($("ta").value), typed($("tz").value)];
    selection = from !== null && to !== null && from < to ? { from, to } : null;
    show();
  });
}

/* Hearing */
const hear = (around) => { if (selection) sound.stretch(Math.max(0, selection.from - around), selection.to + around); };
$("play-sel")?.addEventListener("click", () => hear(0));
$("play-around")?.addEventListener("click", () => hear(2000));
document.addEventListener("click", (e) => {
  const button = e.target.closest("[data-from]");
  if (!button) return;
  const around = Number(button.dataset.around ?? 0);
  sound.stretch(Math.max(0, Number(button.dataset.from) - around), Number(button.dataset.to) + around);
});

/* Deciding, without leaving the page */
async function again() {
  const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) { location.reload(); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const panels = fresh.getElementById("panels");
  if (!panels) { location.reload(); return; }
  $("panels").replaceChildren(...document.adoptNode(panels).childNodes);
  data = JSON.parse(fresh.getElementById("desk-data").textContent);
  if (picked) { lay(picked.words); picked.redraw(); }
  drawWave();
}
document.addEventListener("submit", async (e) => {
  const form = e.target.closest("form[data-quiet]");
  if (!form) return;
  e.preventDefault();
  const sent = new FormData(form);
  if (form.id === "propose" && !sent.get("word_ids") && !(sent.get("start") && sent.get("end"))) {
    wrong(says.choose);
    tell(says.choose);
    return;
  }
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  const answer = await send(form.action, sent, says);
  delete form.dataset.busy;
  wrong(answer.ok ? "" : answer.body.sentence);
  if (!answer.ok) return;
  const propose = form.id === "propose";
  const heading = form.closest("section")?.querySelector("h2");
  await again();
  tell(answer.body.sentence);
  if (propose) {
    picked?.focusAgain();
    form.reset();
    picked?.clear();
    selection = null;
    show();
    kind();
  } else {
    // The button that had the focus is gone: go to the head of its panel.
    const there = $(heading?.id);
    if (there) { there.tabIndex = -1; there.focus(); }
  }
});
const kind = () => {
  if ($("replacement-field")) $("replacement-field").hidden = !["pseudonymise", "generalise"].includes($("kind").value);
};
$("kind")?.addEventListener("change", kind);
kind();
$("elsewhere")?.addEventListener("click", () => {
  const field = $("protect-name");
  field.value = chosen.map((w) => w.text).join(" ").replace(/[^\p{L}\p{N}]+$/u, "");
  field.focus();
});

/* Read as the public: exactly the text that would go out, made by the server */
$("preview")?.addEventListener("click", async (e) => {
  if (!$("public-text") || $("words").hidden && !picked) return;
  e.preventDefault();
  const link = e.currentTarget;
  const on = link.getAttribute("aria-pressed") !== "true";
  if (on) {
    const answer = await fetch(`${location.pathname}?read=public`, { credentials: "same-origin", cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("public-text");
    if (!fresh) { location.href = link.href; return; }
    $("public-text").replaceChildren(...document.adoptNode(fresh).childNodes);
  }
  link.setAttribute("role", "button");
  link.setAttribute("aria-pressed", String(on));
  $("words").hidden = on;
  $("public-text").hidden = !on;
  tell(on ? says.public : says.working);
});
$("preview")?.addEventListener("keydown", (e) => {
  if (e.key === " " && e.currentTarget.getAttribute("role") === "button") { e.preventDefault(); e.currentTarget.click(); }
});

if ($("words") && !$("words").hidden && $("words").childElementCount) {
  const answer = await send(data.words, null, says);
  if (answer.ok) {
    const turns = answer.body.turns.filter((turn) => !turn.struck && turn.words.length);
    lay(turns.flatMap((turn) => turn.words.map(([id, text, start, end]) => ({ id, text, start, end }))));
    picked = pick($("words"), {
      turns, says, stateOf,
      speakers: data.speakers,
      changed: select,
      pickable: Boolean($("propose")),
      reason: () => $("reason")?.focus(),
      propose: () => $("propose")?.requestSubmit(),
      clear: () => tell(says.cleared),
    });
  } else wrong(answer.body.sentence);
}
show();
