// Content notes: one choice for this visit, kept nowhere. Printing opens them.
const veils = document.querySelectorAll("details.veil");
const box = document.querySelector("#open-notes-box");
if (box && veils.length) {
  box.hidden = false;
  box.querySelector("input").addEventListener("change", (event) => {
    for (const veil of veils) veil.open = event.target.checked;
  });
}
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...veils].filter((veil) => !veil.open);
  for (const veil of opened) veil.open = true;
});
addEventListener("afterprint", () => { for (const veil of opened) veil.open = false; });
