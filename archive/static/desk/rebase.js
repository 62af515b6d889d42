// Laying one person's changes over a version that somebody else saved in the meantime.
// A turn that only one of the two touched is taken as that person left it; a turn that both touched is
// a conflict, and both texts are kept until somebody chooses. Nothing that was typed is dropped.
import { tokens } from "./words.js";

const same = (a, b) => tokens(a).join(" ") === tokens(b).join(" ");

/**
 * {state, conflicts: [{id, mine, theirs}]}: `fresh` is the new version's untouched state.
 * With `settled`, the state that made the new version: only what was done since then counts as mine.
 */
export function rebase(oldBase, mine, newBase, fresh, { settled = null } = {}) {
  if (settled) return sinceSent(mine, settled, fresh);
  const conflicts = [];
  const members = new Map();
  for (const turn of mine.turns) members.set(turn.root, [...(members.get(turn.root) ?? []), turn]);
  const gone = new Map(Object.entries(mine.absorbed).flatMap(([root, keys]) => keys.map((key) => [key, root])));
  const absorbed = {};
  const turns = [];
  const untouched = (key) => {
    const [was, is] = [oldBase.get(key), newBase.get(key)];
    return was && is && same(was.text, is.text);
  };
  const placed = new Set();
  for (const theirs of fresh.turns) {
    const root = gone.get(theirs.key) ?? theirs.key;
    const keys = [root, ...(mine.absorbed[root] ?? [])];
    const group = members.get(root);
    const was = oldBase.get(root);
    if (!group || !was) { turns.push(theirs); continue; }
    const text = group.map((turn) => turn.text).join(" ");
    const structural = group.length > 1 || keys.length > 1;
    const touched = structural || !same(group[0].text, was.text);
    if (!touched) {
      const only = group[0];
      turns.push({
        ...theirs,
        speaker: only.speaker !== was.speaker ? only.speaker : theirs.speaker,
        struck: only.struck !== was.struck ? only.struck : theirs.struck,
        spoken: only.spoken,
      });
    } else if (keys.every(untouched)) {
      if (placed.has(root)) continue;
      placed.add(root);
      turns.push(...group);
      if (keys.length > 1) absorbed[root] = keys.slice(1);
    } else {
      turns.push(theirs);
      if (placed.has(root)) continue;
      placed.add(root);
      if (!same(text, theirs.text)) conflicts.push({ id: theirs.id, mine: text, theirs: theirs.text });
    }
  }
  // A turn that they ended by joining, and that I had changed, has no place of its own any more: it is shown.
  for (const [root, group] of members) {
    const text = group.map((turn) => turn.text).join(" ");
    if (newBase.has(root) || placed.has(root) || same(text, oldBase.get(root).text)) continue;
    const start = oldBase.get(root).start;
    const near = fresh.turns.findLast((turn) => newBase.get(turn.key).start <= start) ?? fresh.turns[0];
    conflicts.push({ id: near.id, mine: text, theirs: near.text });
  }
  const kept = new Set([...mine.kept]);
  return { state: { turns, absorbed, kept }, conflicts };
}

/** Typed while the save was on its way: the new version has one turn for each that was sent with words. */
function sinceSent(mine, settled, fresh) {
  const sent = settled.turns.filter((turn) => tokens(turn.text).length);
  const now = new Map(mine.turns.map((turn) => [turn.id, turn]));
  const turns = fresh.turns.map((theirs, n) => {
    const was = sent[n];
    const is = was && now.get(was.id);
    if (!is || is === was) return theirs;
    return { ...theirs, text: is.text, speaker: is.speaker, struck: is.struck, spoken: is.spoken };
  });
  return { state: { turns, absorbed: {}, kept: new Set(mine.kept) }, conflicts: [] };
}
