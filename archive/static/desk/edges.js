// Plays the two seconds around each edge of removed sound, and ticks the edge when it was heard to its
// end. Without this module each edge is a link into the sound, and a person ticks it.
const form = document.querySelector("form[data-edges]");

if (form && form.querySelector("[data-from]")) {
  const audio = new Audio(form.dataset.edges);
  audio.preload = "auto";
  const said = form.querySelector("[data-said]");
  let playing = null;

  const heard = () => {
    if (!playing || audio.currentTime < Number(playing.dataset.to) - 0.05 && !audio.ended) return;
    audio.pause();
    const row = playing.closest("li");
    const tick = row.querySelector("input[type=checkbox]");
    if (tick) tick.checked = true;
    const number = [...row.parentElement.children].indexOf(row) + 1;
    said.textContent = said.dataset.heard.replace("{n}", number);
    playing = null;
  };
  audio.addEventListener("timeupdate", heard);
  audio.addEventListener("ended", heard);
  audio.addEventListener("error", () => { said.textContent = said.dataset.failed; playing = null; });

  for (const link of form.querySelectorAll("[data-from]")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      playing = null;
      audio.pause();
      audio.currentTime = Number(link.dataset.from);
      playing = link;
      try { await audio.play(); } catch { said.textContent = said.dataset.failed; playing = null; }
    });
  }
}
