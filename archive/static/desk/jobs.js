// Asks every few seconds how far the machines are, while something is unfinished and the page is seen.
// Nothing is replaced under the reader: a link says that something has finished.
const EVERY = 3000;
const panel = document.querySelector("[data-jobs][data-working]");

async function look() {
  if (document.hidden) { setTimeout(look, EVERY); return; }
  let state = null;
  try {
    const response = await fetch(panel.dataset.jobs, { headers: { Accept: "application/json" } });
    if (response.ok) state = await response.json();
  } catch { /* the line is down: the next look may succeed, and the page says nothing untrue */ }
  if (state) {
    const found = new Map(state.work.map((work) => [work.id, work]));
    for (const row of panel.querySelectorAll("[data-job]")) {
      const work = found.get(row.dataset.job);
      const bar = row.querySelector("progress");
      if (!work || !work.unfinished) panel.querySelector("[data-finished]").hidden = false;
      if (!work) { if (bar) bar.value = bar.max; continue; }
      const sentence = row.querySelector("[data-sentence]");
      if (sentence.textContent !== work.sentence) sentence.textContent = work.sentence;
      if (bar) bar.value = work.thousandths;
    }
  }
  if (!state || state.unfinished) setTimeout(look, EVERY);
}

if (panel) setTimeout(look, EVERY);
