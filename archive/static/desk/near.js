// Watching which rows are on or near the screen. The admin scrolls a part of the page and not the page,
// and a margin counts only for the part that scrolls: so that is looked for first.

const scrolling = (element) => {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
};

/** Calls `come(row)` and `go(row)`; the answer has observe and unobserve. */
export function near(holder, margin, { come, go }) {
  return new IntersectionObserver((entries) => {
    for (const entry of entries) (entry.isIntersecting ? come : go)(entry.target);
  }, { root: scrolling(holder), rootMargin: `${margin}px 0px` });
}
