// Shows what fits the words in the search box. Without it the whole list is shown.
"use strict";

const box = document.getElementById("find");
const status = document.getElementById("shown");
const results = [...document.querySelectorAll("article.result")];
const sections = [...document.querySelectorAll("#results section")];

function words(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

for (const result of results) {
  result.names = words(result.dataset.name);
  result.words = [...result.names, ...words(result.dataset.words), ...words(result.textContent)];
}

// Every word must begin one of the result's; those in its name weigh most, at its start more still.
function weight(result, asked) {
  if (!asked.every(word => result.words.some(own => own.startsWith(word)))) return 0;
  const named = asked.every(word => result.names.some(own => own.startsWith(word)));
  if (!named) return 1;
  return result.names[0].startsWith(asked[0]) ? 3 : 2;
}

function search() {
  const asked = words(box.value);
  for (const section of sections) {
    const own = results.filter(result => section.contains(result));
    for (const result of own) {
      result.weight = asked.length ? weight(result, asked) : 1;
      result.hidden = result.weight === 0;
    }
    const order = (a, b) => b.weight - a.weight || results.indexOf(a) - results.indexOf(b);
    section.append(...own.sort(order));
    section.hidden = own.every(result => result.hidden);
  }
  const shown = results.filter(result => !result.hidden).length;
  status.textContent = shown
    ? `${shown} of ${results.length} results.`
    : "Nothing fits. Try one word, such as an author.";
  const query = box.value.trim() ? `?${new URLSearchParams({ q: box.value.trim() })}` : "";
  history.replaceState(null, "", query || location.pathname);
}

document.getElementById("how").hidden = false;
box.value = new URLSearchParams(location.search).get("q") ?? "";
box.addEventListener("input", search);
box.form.addEventListener("submit", event => {
  event.preventDefault();
  search();
});
search();
