// One passage as a field, also in blocks that come and go: its words, and the dialog of the chooser.
import { choosing } from "./choosing.js";

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
    write(field, (await answer.json()).html);
  } catch {
    field.querySelector("[data-passage-said]").textContent = field.dataset.saidFailed;
  }
}
const write = (field, html) => { field.querySelector("[data-passage-words]").innerHTML = html; };
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

  const show = choosing({
    body, problem, failed: field.dataset.saidFailed,
    taken: ({ passage, html }) => {
      const value = field.querySelector("[data-passage-value]");
      value.value = passage;
      // The editor keeps what changed; what a script changes it has to be told.
      value.dispatchEvent(new Event("change", { bubbles: true }));
      write(field, html);
      dialog.close();
    },
  });
  show(field.dataset.find);
}

const find = () => {
  for (const field of document.querySelectorAll("[data-passage]")) if (!ready.has(field)) dress(field);
};
find();
new MutationObserver(find).observe(document.body, { childList: true, subtree: true });
