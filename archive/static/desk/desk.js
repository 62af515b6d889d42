// What every page of the desk does: put the reader in front of what was refused, and confirm nothing
// by dialogue. Pages work without it.
const refused = document.querySelector("[data-focus]");
if (refused) refused.focus();
