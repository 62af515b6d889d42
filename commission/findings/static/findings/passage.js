// One passage as a field, also in blocks that come and go: its words, and the dialog of the chooser.
// Every step in the dialog is a page that works alone; here its main part is shown in place.
const ready = new WeakSet();

function dress(field) {
  ready.add(field);
  const value = field.querySelector("[data-passage-value]");
  field.querySelector("[data-passage-open]").addEventListener("click", () => open(field));
  if (value.value) words(field, value.value);
}

// The words as they may be read now, or that there are none.
async function words(field, passage) {
  try {
    const data = new FormData();
    data.set("passage", passage);
    const answer = await fetch(field.dataset.cited, {
      method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": token() },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    show(field, (await answer.json()).html);
  } catch {
    field.querySelector("[data-passage-said]").textContent = field.dataset.saidFailed;
  }
}
const show = (field, html) => { field.querySelector("[data-passage-words]").innerHTML = html; };
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function open(field) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk cite-dialog";
  dialog.setAttribute("aria-label", field.dataset.saidDialog);
  dialog.innerHTML = `<p class="cite-close"><button type="button" class="desk-btn outline"></button></p>
    <p class="err" role="alert" hidden></p><div></div>`;
  const [closes, problem, body] = dialog.querySelectorAll("button, .err, div");
  closes.textContent = field.dataset.saidClose;
  closes.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    field.querySelector("[data-passage-open]").focus();
  });
  // Out of the editor's form, whose own listeners would take the dialog's fields for its own.
  document.body.append(dialog);
  dialog.showModal();

  const fail = (message) => {
    problem.textContent = message || field.dataset.saidFailed;
    problem.hidden = false;
  };
  // What was asked for last is shown, whatever comes last.
  let asked = 0;
  async function go(address, options = {}) {
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
      if (mine === asked) fail();
    }
  }
  const absolute = (address) => new URL(address, body.dataset.address ?? location.href).href;
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    go(absolute(link.getAttribute("href")));
  });
  body.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form, event.submitter);
    const address = absolute(form.getAttribute("action"));
    if (form.matches("[data-citing-cite]")) take(address, data);
    else if (form.method === "post") go(address, { method: "POST", body: data });
    else go(`${address}?${new URLSearchParams(data)}`);
  });
  async function take(address, data) {
    problem.hidden = true;
    try {
      const answer = await fetch(address, {
        method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" },
      });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      const value = field.querySelector("[data-passage-value]");
      value.value = said.passage;
      // The editor keeps what changed; what a script changes it has to be told.
      value.dispatchEvent(new Event("change", { bubbles: true }));
      show(field, said.html);
      dialog.close();
    } catch (error) {
      fail(error.message);
    }
  }
  go(field.dataset.find);
}

const find = () => {
  for (const field of document.querySelectorAll("[data-passage]")) if (!ready.has(field)) dress(field);
};
find();
new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
