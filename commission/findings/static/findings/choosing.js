// The pages of the chooser of passages, shown in place in a dialog. Every step is a page that works
// alone; here its main part is shown.
//
// body: where the page stands. problem: the line that says what went wrong; failed: its words when
// the server gave none. taken({passage, html}): what happens with the passage that was chosen.
// Returns show(address), which brings a page.
export function choosing({ body, problem, failed, taken }) {
  const fail = (message) => {
    problem.textContent = message || failed;
    problem.hidden = false;
  };
  // What was asked for last is shown, whatever comes last.
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
      if (mine === asked) fail();
    }
  }
  async function take(address, data) {
    problem.hidden = true;
    try {
      const answer = await fetch(address, {
        method: "POST", body: data, credentials: "same-origin", headers: { Accept: "application/json" },
      });
      const said = await answer.json();
      if (!answer.ok) throw new Error(said.error);
      taken(said);
    } catch (error) {
      fail(error.message);
    }
  }
  const absolute = (address) => new URL(address, body.dataset.address ?? location.href).href;
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
    if (form.matches("[data-citing-cite]")) take(address, data);
    else if (form.method === "post") show(address, { method: "POST", body: data });
    else show(`${address}?${new URLSearchParams(data)}`);
  });
  return show;
}
