// The editor's model: turns as they are being corrected, over the version that was opened.
// Every function takes a state and gives back a new one, so that undo is a list of states.
import { timed, tokens } from "./words.js";

let made = 0;

/** A turn as the server sent it: words as [id, text, start, end, p]. */
const opened = (turn) => {
  const words = turn.words.map(([id, text, start, end, p]) => ({ id, text, start, end, p }));
  return { ...turn, words, text: words.map((w) => w.text).join(" ") };
};

export function open(payload) {
  const base = new Map(payload.turns.map((turn) => [turn.key, opened(turn)]));
  const turns = [...base.values()].map((turn) => ({
    id: (made += 1), key: turn.key, root: turn.key, text: turn.text, speaker: turn.speaker,
    struck: turn.struck, spoken: false,
  }));
  return { base, state: { turns, absorbed: {}, kept: new Set() } };
}

const swap = (state, id, change) => ({
  ...state, turns: state.turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn)),
});
export const typed = (state, id, text) => swap(state, id, { text });
export const spokenBy = (state, id, speaker) => swap(state, id, { speaker });
export const strike = (state, id, struck) => swap(state, id, { struck, spoken: !struck });
export const keepWord = (state, word) => ({ ...state, kept: new Set([...state.kept, word]) });
export const allSpokenBy = (state, from, to) => ({
  ...state, turns: state.turns.map((turn) => (turn.speaker === from ? { ...turn, speaker: to } : turn)),
});

/** Two turns of one: the second takes what stands after the offset. Null when one would be empty. */
export function split(state, id, offset) {
  const n = state.turns.findIndex((turn) => turn.id === id);
  const turn = state.turns[n];
  const [left, right] = [turn.text.slice(0, offset).trim(), turn.text.slice(offset).trim()];
  if (!left || !right) return null;
  const second = { ...turn, id: (made += 1), key: `new-${made}`, text: right };
  return { ...state, turns: [...state.turns.slice(0, n), { ...turn, text: left }, second, ...state.turns.slice(n + 1)] };
}

/** Join a turn with the one above. Null for the first. Gives back where the two met. */
export function join(state, id) {
  const n = state.turns.findIndex((turn) => turn.id === id);
  if (n < 1) return null;
  const [above, turn] = [state.turns[n - 1], state.turns[n]];
  const text = [above.text, turn.text].filter(Boolean).join(" ");
  const absorbed = { ...state.absorbed };
  let rest = state.turns.slice(n + 1);
  if (turn.root !== above.root) {
    absorbed[above.root] = [...(absorbed[above.root] ?? []), turn.root, ...(absorbed[turn.root] ?? [])];
    delete absorbed[turn.root];
    rest = rest.map((other) => (other.root === turn.root ? { ...other, root: above.root } : other));
  }
  const turns = [...state.turns.slice(0, n - 1), { ...above, text }, ...rest];
  return { state: { ...state, turns, absorbed }, into: above.id, at: above.text.length + (above.text && turn.text ? 1 : 0) };
}

const groups = new WeakMap();   // a state's turns → root → the turns that share its old words
const alone = new WeakMap();    // a turn that shares with none → { base, words }

/** A turn, what was split from it and what was joined into it, by the turn that it began as. */
export function group(state, root) {
  if (!groups.has(state.turns)) {
    const found = new Map();
    for (const turn of state.turns) {
      const members = found.get(turn.root);
      if (members) members.push(turn);
      else found.set(turn.root, [turn]);
    }
    groups.set(state.turns, found);
  }
  return groups.get(state.turns).get(root) ?? [];
}

/** Whether a turn stands on its own old words and nothing else. */
export const single = (state, turn) => group(state, turn.root).length === 1 && !state.absorbed[turn.root];

/** Words of a turn with times: [{id, text, start, end, p}]; `p` is null for what a person wrote or kept. */
export function wordsOf(base, state, turn) {
  const sure = (words) => (state.kept.size ? words.map((w) => (state.kept.has(w.id) ? { ...w, p: null } : w)) : words);
  const root = base.get(turn.root);
  if (single(state, turn)) {
    let known = alone.get(turn);
    if (known?.base !== base) {
      known = { base, words: timed(root.words, tokens(turn.text), root.start, root.end) };
      alone.set(turn, known);
    }
    return sure(known.words);
  }
  const keys = [turn.root, ...(state.absorbed[turn.root] ?? [])];
  const old = keys.flatMap((key) => base.get(key).words);
  const turns = group(state, turn.root);
  const words = timed(old, turns.flatMap((t) => tokens(t.text)), root.start, base.get(keys.at(-1)).end);
  let from = 0;
  for (const t of turns) {
    const count = tokens(t.text).length;
    if (t.id === turn.id) return sure(words.slice(from, from + count));
    from += count;
  }
  return [];
}

export const flagsOf = (base, turn) => (turn.spoken || turn.key !== turn.root ? [] : base.get(turn.root).flags);
export const undecided = (base, turn) => flagsOf(base, turn).length > 0 && !turn.struck;

/** What the server is told: only what changed, in reading order. */
export function edits(base, state) {
  const out = [];
  const shared = new Set(state.turns.filter((turn) => turn.key !== turn.root).map((turn) => turn.root));
  for (const turn of state.turns) {
    if (turn.key !== turn.root) {
      const edit = { key: turn.key, split_from: turn.root, text: turn.text, speaker: turn.speaker };
      if (turn.struck) edit.struck = true;
      out.push(edit);
      continue;
    }
    const was = base.get(turn.key);
    const edit = {};
    const absorbed = state.absorbed[turn.key] ?? [];
    if (tokens(turn.text).join(" ") !== was.text || shared.has(turn.key) || absorbed.length) edit.text = turn.text;
    if (turn.speaker !== was.speaker) edit.speaker = turn.speaker;
    if (turn.struck !== was.struck) edit.struck = turn.struck;
    if (turn.spoken && was.flags.length) edit.struck = false;
    const kept = [turn.key, ...absorbed].flatMap((key) => base.get(key).words).filter((w) => state.kept.has(w.id)).map((w) => w.id);
    if (kept.length) edit.kept = kept;
    if (Object.keys(edit).length) out.push({ key: turn.key, ...edit });
    for (const key of absorbed) out.push({ key, joined_into: turn.key });
  }
  return out;
}
