// Sends a recording as the raw body of one request, with its progress. Without this module the same
// form posts the file by itself.
for (const form of document.querySelectorAll("form[data-upload]")) {
  const field = form.querySelector("input[type=file]");
  const send = form.querySelector("button[type=submit]");
  const stop = form.querySelector("[data-stop]");
  const box = form.querySelector("[data-progress]");
  const bar = box.querySelector("progress");
  const said = form.querySelector("[data-said]");
  const answer = form.querySelector("[data-answer]");
  let request = null;

  const rest = () => {
    request = null;
    box.hidden = stop.hidden = true;
    send.removeAttribute("aria-disabled");
  };

  form.addEventListener("submit", (event) => {
    const file = field.files[0];
    if (!file) return; // the server says what is missing
    event.preventDefault();
    if (request) return;
    answer.replaceChildren();
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    // In a header, because a name may be a person's, and addresses are written into logs.
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    let told = -1;
    request.upload.addEventListener("progress", (moved) => {
      const share = moved.loaded / moved.total;
      bar.value = Math.floor(share * 1000);
      const tenth = Math.floor(share * 10) * 10;
      if (tenth !== told) said.textContent = form.dataset.sending.replace("{percent}", tenth);
      told = tenth;
    });
    request.upload.addEventListener("load", () => { said.textContent = form.dataset.checking; });
    request.addEventListener("load", () => {
      said.textContent = "";
      if (request.responseURL && new URL(request.responseURL).pathname !== new URL(form.action).pathname) {
        location.reload(); // signed out meanwhile: the sign-in page says so
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      answer.replaceChildren(...page.body.children);
      const shown = answer.querySelector("[data-focus]");
      if (shown) shown.focus();
      if (request.status === 201) field.value = "";
      rest();
    });
    for (const failed of ["error", "abort"]) {
      request.addEventListener(failed, () => { said.textContent = form.dataset.broken; rest(); });
    }
    bar.value = 0;
    box.hidden = stop.hidden = false;
    send.setAttribute("aria-disabled", "true");
    request.send(file);
  });
  stop.addEventListener("click", () => { if (request) request.abort(); });
}
