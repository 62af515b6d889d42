// The index of a recording: times are taken from the player, and terms from the list. The forms are the
// server's own and work without this.
import { listen } from "./listen.js";
import { wave } from "./wave.js";
import { exact, fill } from "./words.js";

const panel = document.getElementById("sound");
const form = document.getElementById("point-form");
const said = document.getElementById("desk-said");
const sound = listen(panel);
wave(document.getElementById("wave"), sound);
document.querySelector(".desk").classList.add("scripted-desk");

function now(name) {
  const field = form?.elements[name];
  if (!field || !sound.has) return;
  field.value = exact(sound.at());
  said.textContent = fill(said.dataset[name], { time: field.value });
}
for (const button of document.querySelectorAll("[data-now]")) {
  button.addEventListener("click", () => now(button.dataset.now));
}

// A time of the list plays from there.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-at]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !sound.has) return;
  event.preventDefault();
  sound.from(Number(link.dataset.at));
});

const term = document.getElementById("add-term");
for (const button of document.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => {
    const label = term.value.trim();
    if (!label) { term.focus(); return; }
    const field = form.elements[button.dataset.add];
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.includes(label)) lines.push(label);
    field.value = lines.join("\n");
    said.textContent = fill(said.dataset.added, { term: label });
    term.value = "";
    term.focus();
  });
}

// Single keys only while the focus is in the player or on nothing, never in a field.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target !== document.body && !panel?.contains(event.target)) return;
  if (event.target.closest("input, textarea, select")) return;
  const act = {
    k: sound.toggle,
    j: () => sound.back(),
    n: () => { now("start"); form?.elements.title.focus(); },
    e: () => now("end"),
  }[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});
