// Talking to the server from the desk, and never losing what was typed.

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

/** {ok, status, body}. Signed out, cut off and broken answers all come back as a sentence to show. */
export async function send(url, body, says) {
  const form = body instanceof FormData;
  const headers = { Accept: "application/json", "X-CSRFToken": token() };
  if (body && !form) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(url, {
      method: body ? "POST" : "GET",
      body: form ? body : body ? JSON.stringify(body) : undefined,
      headers, credentials: "same-origin", redirect: "manual", cache: "no-store",
    });
  } catch {
    return { ok: false, status: 0, body: { sentence: says.offline } };
  }
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    const sentence = answer.status >= 500 ? says.broken : answer.status === 403 ? says.refused : says.signed_out;
    return { ok: false, status: answer.status, body: { sentence } };
  }
  return { ok: answer.ok, status: answer.status, body: await answer.json() };
}

/** Ask before the page is left while something has not been saved. */
export function guard(unsaved) {
  addEventListener("beforeunload", (e) => { if (unsaved()) e.preventDefault(); });
}

/** Strings and addresses that the server put into the page. */
export const given = (id) => JSON.parse(document.getElementById(id).textContent);
