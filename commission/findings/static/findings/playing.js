// Sound in the findings' desk stops where its stretch ends, also in browsers that play on.
document.addEventListener("timeupdate", ({ target }) => {
  if (target.dataset?.stop && target.currentTime >= Number(target.dataset.stop)) target.pause();
}, true);
