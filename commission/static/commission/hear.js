// "Hear it" in place: plays exactly the stretch that its link names. Without this module the link
// leads to the account, where the same stretch stands ready in the player.
const sound = new Audio();
sound.preload = "none";
let playing = null; // the link whose stretch is heard

function stop() {
  const link = playing;
  playing = null;
  sound.pause();
  if (!link) return;
  link.firstChild.textContent = link.dataset.label;
  link.removeAttribute("data-playing");
}

async function start(link) {
  playing = link;
  link.firstChild.textContent = `${link.dataset.playingLabel} `;
  link.setAttribute("data-playing", "");
  sound.src = link.dataset.sound;
  try {
    await sound.play();
  } catch (error) {
    // Another stretch was asked for, or this one was stopped, before its sound had come.
    if (error.name === "AbortError" || playing !== link) return;
    stop(); // taken back since the page was opened, or refused: the account itself says why
    location.assign(link.href);
  }
}

for (const link of document.querySelectorAll("a.hear[data-sound]")) {
  link.setAttribute("role", "button");
  link.dataset.label = link.firstChild.textContent;
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); link.click(); }
  });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const again = playing === link;
    stop();
    if (!again) start(link);
  });
}

// Browsers differ in whether they stop where an address says that a stretch ends.
sound.addEventListener("timeupdate", () => {
  if (playing && sound.currentTime >= Number(playing.dataset.stop)) stop();
});
for (const over of ["ended", "pause"]) {
  sound.addEventListener(over, () => { if (playing && sound.paused) stop(); });
}
