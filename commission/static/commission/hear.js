// "Hear it" in place: plays exactly the stretch that its link names. Without this module the link
// leads to the account, where the same stretch stands ready in the player.
const sound = new Audio();
sound.preload = "none";
let playing = null; // the link whose stretch is heard

function stop() {
  sound.pause();
  if (!playing) return;
  playing.removeAttribute("aria-pressed");
  playing.firstChild.textContent = playing.dataset.label;
  playing = null;
}

for (const link of document.querySelectorAll("a.hear[data-sound]")) {
  link.setAttribute("role", "button");
  link.dataset.label = link.firstChild.textContent;
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); link.click(); }
  });
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const again = playing === link;
    stop();
    if (again) return;
    playing = link;
    link.setAttribute("aria-pressed", "true");
    link.firstChild.textContent = `${link.dataset.pause} `;
    sound.src = link.dataset.sound;
    try {
      await sound.play();
    } catch {
      stop(); // taken back since the page was opened, or refused: the account itself says why
      location.assign(link.href);
    }
  });
}

sound.addEventListener("timeupdate", () => {
  if (playing && sound.currentTime >= Number(playing.dataset.stop)) stop();
});
for (const ended of ["ended", "pause"]) sound.addEventListener(ended, () => { if (sound.paused) stop(); });
