// Filters and sorts the matrix. Without it every finding is shown, the most studied place first.
"use strict";

const table = document.getElementById("matrix");
const form = document.getElementById("filters");
const status = document.getElementById("shown");
const rows = [...table.tBodies[0].rows];

function wanted(mark, choices) {
  return choices.every(([name, value]) => (mark.dataset[name] || "").split("|").includes(value));
}

function filter() {
  const choices = [...new FormData(form)].filter(([, value]) => value);
  let places = 0;
  let findings = 0;
  for (const row of rows) {
    let shown = 0;
    for (const mark of row.querySelectorAll("a.mark")) {
      mark.hidden = !wanted(mark, choices);
      mark.style.display = mark.hidden ? "none" : "";
      shown += mark.hidden ? 0 : 1;
    }
    row.hidden = shown === 0;
    places += row.hidden ? 0 : 1;
    findings += shown;
  }
  status.textContent = `${places} places, ${findings} findings.`;
  remember(choices);
}

// The address keeps the choice, so that it can be sent to somebody.
function remember(choices) {
  const query = new URLSearchParams(choices).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

function sort(heading) {
  const key = heading.dataset.sort;
  const before = heading.getAttribute("aria-sort");
  const order = before === "ascending" || (before === "none" && key === "cohorts") ? "descending" : "ascending";
  const sign = order === "ascending" ? 1 : -1;
  const compare = key === "cohorts"
    ? (a, b) => Number(a.dataset.cohorts) - Number(b.dataset.cohorts)
    : (a, b) => a.dataset.name.localeCompare(b.dataset.name);
  rows.sort((a, b) => sign * compare(a, b));
  table.tBodies[0].append(...rows);
  for (const other of table.querySelectorAll("th[data-sort]")) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", order);
}

for (const heading of table.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...heading.childNodes);
  button.addEventListener("click", () => sort(heading));
  heading.append(button);
}

form.hidden = rows.length === 0;
form.addEventListener("change", filter);
form.addEventListener("reset", () => setTimeout(filter));
for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}
filter();
