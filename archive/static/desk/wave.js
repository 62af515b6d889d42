// The waveform that the server drew, made to follow the sound and to be clicked.
const SVG = "http://www.w3.org/2000/svg";

export function wave(svg, sound) {
  if (!svg) return { spans() {}, ticks() {}, select() {} };
  const length = Number(svg.dataset.length) || 1;
  const x = (ms) => Math.min(1000, Math.max(0, (1000 * ms) / length));
  const box = (className, from, to) => {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", className);
    rect.setAttribute("x", x(from).toFixed(2));
    rect.setAttribute("width", Math.max(2, x(to) - x(from)).toFixed(2));
    rect.setAttribute("y", 4);
    rect.setAttribute("height", 92);
    rect.setAttribute("vector-effect", "non-scaling-stroke");
    return rect;
  };
  const layer = (name) => {
    const group = document.createElementNS(SVG, "g");
    group.dataset.layer = name;
    svg.append(group);
    return group;
  };
  svg.querySelector("[data-layer=spans]")?.remove();
  const spans = layer("spans");
  const ticks = layer("ticks");
  const chosen = layer("selection");
  const head = box("head", 0, 0);
  head.setAttribute("y", 0);
  head.setAttribute("height", 100);
  svg.append(head);
  sound.watch((ms) => head.setAttribute("x", x(ms).toFixed(2)));
  svg.addEventListener("pointerdown", (e) => {
    const at = svg.getBoundingClientRect();
    const ms = ((e.clientX - at.left) / at.width) * length;
    if (sound.playing()) sound.from(ms);
    else sound.go(ms);
  });
  return {
    /** [{from, to, state}] in ms, with the widened times of the sound. */
    spans: (all) => spans.replaceChildren(...all.map((s) => box(`sp ${s.state}`, s.from, s.to))),
    /** One path for all doubtful words: hundreds of them must not be hundreds of nodes. */
    ticks: (times) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", "doubtful");
      const where = [...new Set(times.map((ms) => Math.round(x(ms) * 2) / 2))];
      path.setAttribute("d", where.map((n) => `M${n} 90h4v10h-4z`).join(""));
      ticks.replaceChildren(path);
    },
    select: (from, to) => chosen.replaceChildren(...(from === null ? [] : [box("sp sel", from, to)])),
  };
}
