// The player over the native audio element, and the text that follows it.
// Without this module the element shows its own controls and every time is a link.
const player = document.querySelector(".player");
const audio = player.querySelector("audio");
const seek = player.querySelector(".seek");
const button = player.querySelector(".play");
const where = player.querySelector(".where");
const caption = player.querySelector(".caption-line");
const words = player.dataset;
const end = Number(words.end);
const turns = [...document.querySelectorAll(".turn[data-t]")];
const starts = turns.map((turn) => Number(turn.dataset.t));
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const span = [words.start, words.stop].map(Number); // NaN where the address names none
const inside = document.querySelector(".inside");
const points = [...(inside?.querySelectorAll("a[data-seek]") ?? [])];
const pointStarts = points.map((point) => Number(point.dataset.seek));
let follow = true;
let now = -1;
let part = -1;
let waiting = null; // a place asked for before the sound is known
let stopAt = span[1] > span[0] ? span[1] : null;

export const clock = (s) => {
  s = Math.max(0, Math.floor(s));
  const h = Math.floor(s / 3600), m = Math.floor((s % 3600) / 60), x = String(s % 60).padStart(2, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${x}` : `${m}:${x}`;
};
const spoken = (s) => {
  s = Math.floor(s);
  const h = Math.floor(s / 3600), m = Math.floor((s % 3600) / 60);
  return [
    h && words.hours.replace("{n}", h), m && words.minutes.replace("{n}", m),
    words.seconds.replace("{n}", s % 60),
  ].filter(Boolean).join(" ");
};

// The last of these that has begun; the list is long, so it is halved rather than walked.
const lastBegun = (times, s) => {
  let low = 0, high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] <= s + 0.05) low = middle + 1; else high = middle;
  }
  return low - 1;
};
const turnAt = (s) => lastBegun(starts, s);
const place = () => waiting ?? audio.currentTime;

// Turns out of sight have only an estimated height until they are near, so a long way is gone at
// once and then put right, frame by frame, until the turn stands where it should.
function show(turn, { frames = 8 } = {}) {
  const seen = turn.closest("details.veil:not([open])") ?? turn;
  const away = Math.abs(seen.getBoundingClientRect().top - innerHeight / 2);
  const far = away > 2 * innerHeight || frames < 8;
  seen.scrollIntoView({ block: "center", behavior: far || calm.matches ? "instant" : "smooth" });
  if (far && frames > 0) requestAnimationFrame(() => show(turn, { frames: frames - 1 }));
}

// The word being said: the browser paints a range, so no word needs an element of its own.
const voice = globalThis.Highlight && CSS.highlights ? new Highlight() : null;
if (voice) CSS.highlights.set("voice", voice);
let spokenWords = null;
let painted = { turn: -1, ranges: [], times: [] };

async function fetchWords() {
  if (!voice || !words.words || spokenWords) return;
  spokenWords = [];
  const answer = await fetch(words.words);
  if (answer.ok) spokenWords = (await answer.json()).words.filter((word) => word.text);
}

function rangesOf(turn) {
  const ranges = [];
  const walker = document.createTreeWalker(turn.querySelector(".said"), NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => node.parentElement.closest(".cut, .vh")
      ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  });
  while (walker.nextNode()) {
    for (const found of walker.currentNode.data.matchAll(/\S+/g)) {
      const range = new Range();
      range.setStart(walker.currentNode, found.index);
      range.setEnd(walker.currentNode, found.index + found[0].length);
      ranges.push(range);
    }
  }
  return ranges;
}

function paintWord(s) {
  if (!voice || !spokenWords?.length) return;
  voice.clear();
  const turn = turns[now];
  if (audio.paused || !turn?.querySelector(".said")) return;
  if (painted.turn !== now) {
    const times = spokenWords
      .filter((word) => word.turn === now)
      .flatMap((word) => word.text.trim().split(/\s+/).map(() => word));
    painted = { turn: now, times, ranges: rangesOf(turn) };
  }
  // Where words and text do not agree, no word is better than a wrong one.
  if (painted.ranges.length !== painted.times.length) return;
  const index = painted.times.findLastIndex((word) => word.start <= s * 1000);
  if (index >= 0 && s * 1000 <= painted.times[index].end + 400) voice.add(painted.ranges[index]);
}

// The index beside the words: which part this is. Its own list is moved, never the page.
function paintPart(s) {
  const at = lastBegun(pointStarts, s);
  if (at === part) return;
  points[part]?.removeAttribute("aria-current");
  part = at;
  const point = points[part];
  player.querySelector(".part").textContent = point?.lastElementChild.textContent ?? "";
  if (!point) return;
  point.setAttribute("aria-current", "true");
  if (!follow || inside.contains(document.activeElement)) return;
  const row = point.parentElement;
  const over = row.offsetTop - inside.scrollTop;
  if (over < 0 || over + row.offsetHeight > inside.clientHeight) {
    inside.scrollTop = row.offsetTop - inside.clientHeight / 3;
  }
}

function paint({ scroll = false } = {}) {
  const s = place();
  paintPart(s);
  seek.value = s;
  seek.setAttribute("aria-valuetext", words.of.replace("{at}", spoken(s)).replace("{end}", spoken(end)));
  player.querySelector(".clock b").textContent = clock(s);
  player.querySelector("#wave-clip rect").setAttribute("width", (1000 * s) / end);
  const index = turnAt(s);
  if (index === now) { paintWord(s); return; }
  turns[now]?.classList.remove("now");
  turns[now]?.removeAttribute("aria-current");
  now = index;
  const turn = turns[now];
  if (!turn) return;
  turn.classList.add("now");
  turn.setAttribute("aria-current", "true");
  paintWord(s);
  if (scroll && follow) show(turn);
}

function go(s, { play = false, scroll = true } = {}) {
  s = Math.min(end, Math.max(0, s));
  if (audio.readyState >= 1) audio.currentTime = s;
  else { waiting = s; audio.load(); }
  paint({ scroll });
  if (play) start();
}

// What the player has to say, read aloud too; captions stand in a place of their own and are not.
function say(text) {
  if (where.textContent !== text) where.textContent = text;
}

function showCaption() {
  const cues = [...(audio.textTracks[0].activeCues ?? [])];
  caption.textContent = cues.map((cue) => cue.getCueAsHTML().textContent).join(" ");
}

function start() {
  say(audio.readyState < 3 ? words.fetching : "");
  fetchWords();
  audio.play().catch((error) => {
    if (error.name !== "AbortError") say(words.refused);
  });
}

audio.addEventListener("loadedmetadata", () => {
  if (waiting === null) return;
  audio.currentTime = waiting;
  waiting = null;
});
audio.addEventListener("timeupdate", () => {
  if (stopAt !== null && audio.currentTime >= stopAt && !audio.paused) { audio.pause(); stopAt = null; }
  paint({ scroll: !audio.paused });
});
audio.addEventListener("seeked", () => paint());
audio.addEventListener("playing", () => say(""));
audio.addEventListener("waiting", () => say(words.fetching));
audio.addEventListener("error", () => say(words.refused));
for (const kind of ["play", "pause", "ended"]) {
  audio.addEventListener(kind, () => {
    player.toggleAttribute("data-playing", !audio.paused);
    button.setAttribute("aria-label", audio.paused ? words.play : words.pause);
    if (audio.paused) paint();
  });
}

const toggle = () => (audio.paused ? start() : audio.pause());
button.addEventListener("click", toggle);
seek.addEventListener("input", () => { stopAt = null; go(Number(seek.value)); });
for (const skip of player.querySelectorAll("[data-skip]")) {
  skip.addEventListener("click", () => { stopAt = null; go(place() + Number(skip.dataset.skip)); });
}
player.querySelector("#rate").addEventListener("change", (event) => {
  audio.playbackRate = Number(event.target.value);
});
player.querySelector("#follow").addEventListener("click", (event) => {
  follow = !follow;
  event.currentTarget.setAttribute("aria-pressed", follow);
});
player.querySelector("#captions")?.addEventListener("click", (event) => {
  const on = event.currentTarget.getAttribute("aria-pressed") !== "true";
  event.currentTarget.setAttribute("aria-pressed", on);
  const track = audio.textTracks[0];
  track.mode = on ? "hidden" : "disabled"; // an audio element has no place of its own to show them
  track.oncuechange = on ? showCaption : null;
  caption.hidden = !on;
  showCaption();
});

// A time is the link, the control and the address at once.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const link = event.target.closest("a.tc, a[data-seek]");
  if (!link) return;
  event.preventDefault();
  const s = Number(link.dataset.seek ?? link.parentElement.dataset.t);
  history.replaceState(null, "", link.getAttribute("href"));
  stopAt = null;
  const quiet = link.hasAttribute("data-quiet");
  go(s, { play: !quiet, scroll: quiet });
  if (quiet) turns[turnAt(s)]?.querySelector(".tc").focus({ preventScroll: true });
});

// Single keys only where the focus is (WCAG 2.1.4), never in a field.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not(.seek), textarea, select")) return;
  if (!event.target.closest(".player, .transcript")) return;
  const index = turnAt(place());
  const act = {
    k: toggle,
    j: () => go(place() - 10),
    l: () => go(place() + 10),
    "[": () => go(starts[Math.max(0, index - 1)]),
    "]": () => go(starts[Math.min(starts.length - 1, index + 1)]),
  }[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  stopAt = event.key.toLowerCase() === "k" ? stopAt : null;
  act();
});

// The present moment as a citation and as a link.
const moment = document.querySelector("#this-moment");
function cite() {
  const t = place() < 1 && span[0] ? span[0] : Math.floor(place());
  const turn = turns[turnAt(t)];
  const row = turn?.closest(".veiled") ?? turn; // the note, and not the words that it covers
  const at = row ? `${t}#${row.id}` : t;
  document.querySelector("#cite-text").textContent =
    moment.dataset.cite.replace("{clock}", clock(t)).replace("{t}", at);
  return `${moment.dataset.address}?t=${at}`;
}
if (moment) {
  moment.hidden = false;
  const status = document.querySelector(moment.dataset.status);
  moment.addEventListener("click", async () => {
    const address = cite();
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = moment.dataset.done;
    } catch {
      status.textContent = moment.dataset.refused;
    }
  });
  player.querySelector('a[href="#cite"]').addEventListener("click", cite);
}

audio.removeAttribute("controls");
audio.classList.add("vh");
player.querySelector(".player-in").hidden = false;
if (Number.isFinite(span[0]) && span[0] > 0) {
  go(span[0], { scroll: false });
  const cited = document.querySelector(".turn mark")?.closest(".turn") ?? turns[turnAt(span[0])];
  if (cited) show(cited);
} else {
  paint();
}
