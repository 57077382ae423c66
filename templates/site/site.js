// Opens every fold for printing and closes those again that were closed; closes the contents when
// one of their links, Escape or anything beside them is chosen.
"use strict";

let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});

const contents = document.querySelector(".contents details");
if (contents) {
  contents.addEventListener("click", event => {
    if (event.target.closest("a")) contents.open = false;
  });
  document.addEventListener("click", event => {
    if (!contents.contains(event.target)) contents.open = false;
  });
  contents.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !contents.open) return;
    contents.open = false;
    contents.querySelector("summary").focus();
  });
}
