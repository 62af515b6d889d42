// The panels beside the transcript: the doubtful word, who speaks how long, what is still open, conflicts.
import { clock, difference, fill, tokens } from "./words.js";

const $ = (id) => document.getElementById(id);
const node = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

export function sidePanels({ data, says }) {
  const point = (name, sentence, n) => {
    const item = document.querySelector(`[data-point="${name}"]`);
    if (!item) return;
    item.hidden = n === 0;
    item.querySelector("span").textContent = sentence;
  };
  const speakers = (state, wordsOf) => {
    const spoken = new Map(data.speakers.map(([label]) => [label, { ms: 0, turns: 0 }]));
    for (const turn of state.turns) {
      if (turn.struck) continue;
      const words = wordsOf(turn);
      const it = spoken.get(turn.speaker) ?? { ms: 0, turns: 0 };
      it.ms += Math.max(0, (words.at(-1)?.end ?? 0) - (words[0]?.start ?? 0));
      it.turns += 1;
      spoken.set(turn.speaker, it);
    }
    $("speakers").replaceChildren(...data.speakers.filter(([label], n) => n < 3 || spoken.get(label).turns).map(([label, name]) => {
      const { ms, turns } = spoken.get(label);
      const item = node("li");
      const top = node("p", "top");
      top.append(node("b", "", name));
      const meta = node("p", "desk-meta");
      const n = data.speakers.findIndex(([other]) => other === label) + 1;
      meta.append(node("span", "kbd", "Alt"), " ", node("span", "kbd", String(n)), " ",
        fill(turns === 1 ? says.turns_one : says.turns, { time: clock(ms), n: turns }));
      item.append(top, meta);
      return item;
    }));
  };
  return {
    counts(state, base, doubts, wordsOf, draft) {
      const live = state.turns.filter((turn) => !turn.struck);
      const words = live.flatMap(wordsOf);
      const undecided = state.turns.filter((turn) => draft.undecided(base, turn)).length;
      const unknown = live.filter((turn) => !turn.speaker).length;
      point("words", fill(says.words_line, { words: words.length, decided: words.filter((w) => w.p === null).length }), 1);
      point("doubtful", fill(says.doubtful_line, { n: doubts.length }), doubts.length);
      point("undecided", fill(says.undecided_line, { n: undecided }), undecided);
      point("unknown", fill(says.unknown_line, { n: unknown }), unknown);
      if ($("doubt-count")) $("doubt-count").textContent = `(${doubts.length})`;
      const accept = $("accept-btn");
      if (accept) {
        if (undecided) { accept.setAttribute("aria-disabled", "true"); accept.setAttribute("aria-describedby", "accept-why"); }
        else { accept.removeAttribute("aria-disabled"); accept.removeAttribute("aria-describedby"); }
      }
      speakers(state, wordsOf);
    },
    /** {word, n, all}, or null when none is left. */
    doubt(it) {
      if (!$("doubt-word")) return;
      $("doubt-acts").hidden = !it;
      $("doubt-word").textContent = it ? it.word.text : says.no_doubt;
      $("doubt-place").textContent = it ? fill(says.doubt_place, { at: clock(it.word.start), n: it.n, all: it.all }) : "";
      $("doubt-sure").textContent = it ? fill(says.sure, { percent: Math.round(it.word.p * 100) }) : "";
      if (!it) return;
      $("doubt-count").textContent = fill(says.doubt_count, { n: it.n, all: it.all });
      $("doubt-keep").textContent = fill(says.keep, { word: it.word.text });
      $("doubt-new").value = it.word.text;
    },
    /** Places that two people changed: both texts, and a choice. */
    conflicts(all, choose) {
      $("conflict-list").replaceChildren(...all.map((conflict) => {
        const item = node("li");
        const show = (label, text, other) => {
          const p = node("p");
          p.append(node("b", "", label), " ");
          for (const [what, some] of difference(tokens(other), tokens(text))) {
            if (what !== "gone") p.append(what === "new" ? node("ins", "", some.join(" ")) : some.join(" "), " ");
          }
          item.append(p);
        };
        show(says.conflict_mine, conflict.mine, conflict.theirs);
        show(says.conflict_theirs, conflict.theirs, conflict.mine);
        const buttons = node("p", "btnrow");
        for (const choice of ["mine", "theirs"]) {
          const button = node("button", choice === "mine" ? "desk-btn" : "desk-btn outline", says[`choose_${choice}`]);
          button.type = "button";
          button.addEventListener("click", () => { choose(conflict, choice); item.remove(); });
          buttons.append(button);
        }
        item.append(buttons);
        return item;
      }));
      $("rebase").hidden = all.length > 0;
    },
  };
}
