// The list of citations in the editor of a finding, and the dialog in which a passage is chosen.
// Every step in the dialog is a page that works alone; here its main part is shown in place.
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

  // A page of the chooser in the dialog. What was asked for last is shown, whatever comes last.
  let asked = 0;
  async function show(address, options = {}) {
    const mine = ++asked;
    problem.hidden = true;
    try {
      const answer = await fetch(address, { credentials: "same-origin", ...options });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      const main = page.querySelector("[data-citing-page]");
      if (!main) throw new Error(String(answer.status));
      body.replaceChildren(...main.childNodes);
      body.dataset.address = answer.url;
      body.querySelector("h1, input[type=search]")?.focus();
    } catch {
      if (mine !== asked) return;
      problem.textContent = dialog.dataset.saidFailed;
      problem.hidden = false;
    }
  }
  const absolute = (address) => new URL(address, body.dataset.address ?? location.href).href;

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
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    show(absolute(link.getAttribute("href")));
  });
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form, event.submitter);
    const address = absolute(form.getAttribute("action"));
    if (form.matches("[data-citing-cite]")) cite(address, data);
    else if (form.method === "post") show(address, { method: "POST", body: data });
    else show(`${address}?${new URLSearchParams(data)}`);
  });

  async function cite(address, data) {
    problem.hidden = true;
    try {
      const answer = await fetch(address, {
        method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" },
      });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      add(said);
      dialog.close();
      status.textContent = dialog.dataset.saidCited;
    } catch (error) {
      problem.textContent = error.message || dialog.dataset.saidFailed;
      problem.hidden = false;
    }
  }
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
