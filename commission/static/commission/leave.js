// Leave this site: a plain link first. With script the page goes blank at once, the session ends
// in the background and the entry in the history is replaced. Shift three times does the same.
const link = document.querySelector(".leave");
const said = document.querySelector("#leave-said");
let presses = [];

function leave(event) {
  event?.preventDefault();
  for (const page of new Set([document, top.document])) page.documentElement.hidden = true;
  for (const sound of document.querySelectorAll("audio")) sound.pause();
  document.title = link.dataset.blank;
  if (link.dataset.session) fetch(link.dataset.session, { method: "POST", keepalive: true });
  top.location.replace(link.href); // the desk shows a page of this site in a frame
}

addEventListener("pointerdown", () => { presses = []; }); // Shift and a click choose something
addEventListener("keydown", (event) => {
  if (event.key !== "Shift") { presses = []; return; }
  if (event.repeat) return;
  const now = Date.now();
  presses = [...presses.filter((then) => now - then < 5000), now];
  said.textContent = presses.length === 3
    ? link.dataset.leaving
    : link.dataset.said.replace("{n}", presses.length);
  if (presses.length === 3) leave();
});
for (const a of document.querySelectorAll(".leave, .leave-too")) a.addEventListener("click", leave);
addEventListener("pageshow", () => { document.documentElement.hidden = false; });
