// Words of a turn and their times. Mirrors what the server does when it saves, so that a word can be
// heard at once; the server's own alignment is what is kept.

export const tokens = (text) => text.match(/\S+/gu) ?? [];

/** Where each word stands in the text: [[from, to], …]. */
export const places = (text) => [...text.matchAll(/\S+/gu)].map((m) => [m.index, m.index + m[0].length]);

/** Longest common subsequence: for each new word the index of the old word that it is, or -1. */
export function align(before, after) {
  const found = new Array(after.length).fill(-1);
  let a = 0;
  let z = 0;
  while (a < before.length && a < after.length && before[a] === after[a]) { found[a] = a; a += 1; }
  while (z < before.length - a && z < after.length - a && before[before.length - 1 - z] === after[after.length - 1 - z]) {
    found[after.length - 1 - z] = before.length - 1 - z;
    z += 1;
  }
  const old = before.slice(a, before.length - z);
  const now = after.slice(a, after.length - z);
  if (!old.length || !now.length || old.length * now.length > 4e6) return found;
  const width = now.length + 1;
  const best = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = old[i] === now[j]
        ? best[(i + 1) * width + j + 1] + 1
        : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    if (old[i] === now[j]) { found[a + j] = a + i; i += 1; j += 1; }
    else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

/** Times for new words: kept where a word is unchanged, shared out between its neighbours otherwise. */
export function timed(words, after, start, end) {
  const found = align(words.map((w) => w.text), after);
  const out = after.map((text, n) => (found[n] < 0
    ? { text, id: "", p: null, old: -1 }
    : { ...words[found[n]], text, old: found[n] }));
  for (let n = 0; n < out.length; n += 1) {
    if (out[n].old >= 0) continue;
    let to = n;
    while (to < out.length && out[to].old < 0) to += 1;
    // What was replaced lends its stretch of time; with nothing replaced the gap between the neighbours does.
    const left = n ? out[n - 1].old : -1;
    const right = to < out.length ? out[to].old : words.length;
    const gone = words.slice(left + 1, right);
    const from = gone.length ? gone[0].start : n ? out[n - 1].end : start;
    const till = gone.length ? gone.at(-1).end : to < out.length ? out[to].start : Math.max(end, from);
    const each = Math.max(0, till - from) / (to - n);
    for (let k = n; k < to; k += 1) {
      out[k].start = Math.round(from + each * (k - n));
      out[k].end = Math.round(from + each * (k - n + 1));
    }
    n = to - 1;
  }
  return out;
}

/** What was taken out and what was put in: [["same" | "gone" | "new", words], …]. */
export function difference(before, after) {
  const found = align(before, after);
  const out = [];
  const put = (what, word) => {
    if (out.at(-1)?.[0] === what) out.at(-1)[1].push(word);
    else out.push([what, [word]]);
  };
  let at = 0;
  after.forEach((word, n) => {
    if (found[n] >= 0) {
      for (; at < found[n]; at += 1) put("gone", before[at]);
      at += 1;
      put("same", word);
    } else put("new", word);
  });
  for (; at < before.length; at += 1) put("gone", before[at]);
  // In one changed place the old words stand before the new ones.
  for (let n = 1; n < out.length; n += 1) {
    if (out[n][0] === "gone" && out[n - 1][0] === "new") [out[n - 1], out[n]] = [out[n], out[n - 1]];
  }
  return out;
}

export const clock = (ms) => {
  const s = Math.max(0, Math.floor(ms / 1000));
  const h = Math.floor(s / 3600);
  const m = Math.floor((s % 3600) / 60);
  const x = String(s % 60).padStart(2, "0");
  return h ? `${h}:${String(m).padStart(2, "0")}:${x}` : `${m}:${x}`;
};

/** A time that can be typed back: 0:32:01.180. */
export const exact = (ms) => {
  const whole = Math.round(ms);
  const h = Math.floor(whole / 3_600_000);
  const m = Math.floor((whole % 3_600_000) / 60_000);
  const s = ((whole % 60_000) / 1000).toFixed(3).padStart(6, "0");
  return `${h}:${String(m).padStart(2, "0")}:${s}`;
};

/** Put words into a sentence that came from the server: fill("{n} of {all}", {n: 1, all: 2}). */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
