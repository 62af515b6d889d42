// Starts Wagtail's date and time choosers and its panels of rows, which its own templates do with
// inline scripts.
function start(root) {
  for (const mark of root.querySelectorAll("template[data-chooser]:not([data-started])")) {
    mark.dataset.started = "";
    window[`init${mark.dataset.chooser}Chooser`](mark.dataset.for, JSON.parse(mark.dataset.config));
  }
  for (const mark of root.querySelectorAll("template[data-widget]:not([data-started])")) {
    mark.dataset.started = "";
    const [id, config] = [mark.dataset.for, JSON.parse(mark.dataset.config)];
    const made = window[mark.dataset.widget];
    if (mark.dataset.widget.startsWith("create")) made(id); else new made(id, config);
  }
  for (const mark of root.querySelectorAll("template[data-panel]:not([data-started])")) {
    mark.dataset.started = "";
    new window[mark.dataset.panel](JSON.parse(mark.dataset.config));
  }
}
start(document);
new MutationObserver(() => start(document)).observe(document.body, { childList: true, subtree: true });
