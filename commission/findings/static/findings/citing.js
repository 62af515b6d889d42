// The list of citations in the editor of a finding, and the dialog in which a passage is chosen.
import { choosing } from "./choosing.js";

for (const panel of document.querySelectorAll("[data-citing]")) start(panel);

function start(panel) {
  const prefix = panel.dataset.citing;
  const one = (name) => panel.querySelector(`[data-citing-${name}]`);
  const list = one("list"), dialog = one("dialog"), body = one("body"), status = one("said");
  const opens = one("open"), closes = one("close"), none = one("none"), empty = one("empty");
  const problem = one("error"), total = panel.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const rows = () => [...list.querySelectorAll("[data-citing-row]")];

  // Order is told by buttons; the numbers stay in the form for whoever has no script.
  function settle() {
    rows().forEach((row, n) => { row.querySelector(`[name$="-ORDER"]`).value = n + 1; });
    none.hidden = rows().length > 0;
  }
  // The editor keeps what changed; what a script changes it has to be told.
  const tell = () => total.dispatchEvent(new Event("change", { bubbles: true }));
  function dress(row) {
    for (const plain of row.querySelectorAll("[data-citing-plain]")) plain.hidden = true;
    for (const name of ["up", "down"]) row.querySelector(`[data-citing-${name}]`).hidden = false;
  }
  rows().forEach(dress);
  settle();
  // Out of the editor's form, whose own listeners would take the dialog's fields for its own.
  document.body.append(dialog);
  list.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-citing-row]");
    if (target.closest("[data-citing-up]")) row.previousElementSibling?.before(row);
    else if (target.closest("[data-citing-down]")) row.nextElementSibling?.after(row);
    else return;
    settle();
    target.closest("button").focus();
    tell();
  });
  list.addEventListener("change", ({ target }) => {
    if (!target.name.endsWith("-DELETE")) return;
    target.closest("[data-citing-row]").classList.toggle("cite-leaving", target.checked);
    if (target.checked) status.textContent = dialog.dataset.saidRemoved;
  });

  const show = choosing({
    body, problem, failed: dialog.dataset.saidFailed,
    taken: (said) => {
      add(said);
      dialog.close();
      status.textContent = dialog.dataset.saidCited;
    },
  });

  opens.addEventListener("click", (event) => {
    event.preventDefault();
    // Nothing of the last time, which somebody could begin to fill in before it is replaced.
    body.replaceChildren();
    dialog.showModal();
    show(new URL(event.currentTarget.getAttribute("href"), location.href).pathname);
  });
  closes.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    for (const heard of body.querySelectorAll("audio")) heard.pause();
    opens.focus();
  });

  function add({ passage, html }) {
    const number = Number(total.value);
    const row = empty.content.firstElementChild.cloneNode(true);
    row.innerHTML = row.innerHTML.replaceAll("__prefix__", number);
    row.querySelector("[data-citing-words]").innerHTML = html;
    row.querySelector(`[name$="-passage"]`).value = passage;
    total.value = number + 1;
    list.append(row);
    dress(row);
    settle();
    tell();
  }
}
