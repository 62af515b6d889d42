// The original's sound under the desk's own buttons: play, a stretch, back three seconds, speed.
import { clock } from "./words.js";

export function listen(panel) {
  const sound = panel?.querySelector("audio") ?? null;
  const watchers = new Set();
  let until = null;
  const q = (name) => panel?.querySelector(`[data-listen="${name}"]`);
  const at = () => (sound ? Math.round(sound.currentTime * 1000) : 0);
  const playing = () => Boolean(sound && !sound.paused);
  const paint = () => {
    const now = q("now");
    if (now) now.textContent = clock(at());
    const button = q("play");
    if (button) {
      button.setAttribute("aria-pressed", String(playing()));
      button.querySelector("span").textContent = playing() ? button.dataset.pause : button.dataset.play;
    }
    for (const watch of watchers) watch(at(), playing());
  };
  const trouble = () => {
    const said = q("trouble");
    if (said) said.hidden = false;
  };
  const start = () => sound?.play().catch((reason) => { if (reason.name !== "AbortError") trouble(); });
  const go = (ms) => {
    if (!sound) return;
    until = null;
    sound.currentTime = Math.max(0, ms / 1000);
    paint();
  };
  const api = {
    at, playing, go,
    has: Boolean(sound),
    pause: () => sound?.pause(),
    toggle: () => { until = null; if (playing()) sound.pause(); else start(); },
    /** Play from one moment to another and stop there. */
    stretch: (from, to) => { go(from); until = to; start(); },
    from: (ms) => { go(ms); start(); },
    back: (ms = 3000) => go(at() - ms),
    watch: (what) => watchers.add(what),
  };
  if (sound) {
    sound.controls = false;
    panel.classList.add("scripted");
    let frame = 0;
    const end = () => { if (until !== null && at() >= until) { until = null; sound.pause(); } };
    const tick = () => {
      end();
      paint();
      frame = playing() ? requestAnimationFrame(tick) : 0;
    };
    sound.addEventListener("play", () => { if (!frame) tick(); });
    for (const event of ["pause", "seeked", "ended", "loadedmetadata"]) sound.addEventListener(event, paint);
    sound.addEventListener("timeupdate", end);       // frames stop in a tab that is not looked at
    sound.addEventListener("error", trouble);
    q("play")?.addEventListener("click", api.toggle);
    q("back")?.addEventListener("click", () => api.back());
    q("speed")?.addEventListener("change", (e) => { sound.playbackRate = Number(e.target.value); });
  }
  return api;
}
