// Filters, counts again and sorts the evidence map. Without it every finding is shown, the most
// studied region first.
"use strict";

const table = document.getElementById("matrix");
const form = document.getElementById("filters");
const status = document.getElementById("shown");
const rows = [...table.tBodies[0].rows];
const marks = [...table.querySelectorAll("a.mark")];
const studies = JSON.parse(document.getElementById("studies").textContent);
// In the order of the program's own directions: 0 higher, 1 lower, 2 no difference, 3 not
// reported, 4 positive and 5 negative correlation.
const SIGNS = ["↑", "↓", "=", "?", "↗", "↘"];
const STYLES = ["up", "down", "none", "unsigned", "up", "down"];
const OPPOSITE = { 0: 1, 1: 0, 4: 5, 5: 4 };
const [NONE, ALTERED] = [2, 3];

for (const mark of marks) {
  // study, cohort, group of cohorts that may be the same people, direction
  mark.evidence = mark.dataset.evidence.split(" ").map(item => item.split(".").map(Number));
  mark.wording = mark.title;
}

// One cohort counts once: a sign stands beside nulls, and two opposite signs leave none.
function verdicts(evidence) {
  const cohorts = new Map();
  for (const [, cohort, group, way] of evidence) {
    if (!cohorts.has(cohort)) cohorts.set(cohort, { group, ways: new Set() });
    cohorts.get(cohort).ways.add(way);
  }
  return [...cohorts.values()].map(({ group, ways }) => {
    const signs = [...ways].filter(way => way in OPPOSITE);
    const nulls = ways.size === 1 && ways.has(NONE);
    return { group, way: signs.length === 1 ? signs[0] : nulls ? NONE : ALTERED };
  });
}

function tally(found) {
  return SIGNS.map((sign, way) => {
    const own = found.filter(cohort => cohort.way === way);
    const fewest = new Set(own.map(cohort => cohort.group)).size;
    if (own.length === 0) return "";
    return `${sign}${fewest < own.length ? `${fewest}–` : ""}${own.length}`;
  }).filter(Boolean).join(" ");
}

// What most cohorts report: a sign that outnumbers its contrary, and is no rarer than nulls.
function leading(found) {
  const count = way => found.filter(cohort => cohort.way === way).length;
  const signs = Object.keys(OPPOSITE).map(Number).filter(count);
  if (signs.length === 0) return count(NONE) > count(ALTERED) ? NONE : ALTERED;
  if (count(NONE) > Math.max(...signs.map(count))) return NONE;
  const led = signs.filter(way => count(way) > count(OPPOSITE[way]));
  return led.length === 1 ? led[0] : ALTERED;
}

function styleOf(mark, evidence, found) {
  const ways = new Set(evidence.map(item => item[3]));
  const opposed = [...ways].some(way => ways.has(OPPOSITE[way]));
  if ("conflict" in mark.dataset && opposed) return "conflict";
  return isMixed(ways, found) ? "mixed" : STYLES[leading(found)];
}

// Several signs, or an effect in some cohorts and none in others.
function isMixed(ways, found) {
  const signs = [...ways].filter(way => way in OPPOSITE);
  const nulls = found.some(cohort => cohort.way === NONE);
  return found.length > 1 && (signs.length > 1 || (nulls && [...ways].some(way => way !== NONE)));
}

// Shows what is left of a mark among the chosen studies; returns its evidence, if any.
function count(mark, chosen, choices) {
  const evidence = mark.evidence.filter(([study]) => chosen.has(study));
  const found = verdicts(evidence);
  const style = evidence.length ? styleOf(mark, evidence, found) : "";
  const wanted = choices.every(([name, value]) =>
    (name === "direction" ? style : mark.dataset[name]) === value);
  mark.hidden = evidence.length === 0 || !wanted;
  if (mark.hidden) return [];
  mark.classList.remove(...new Set(STYLES), "mixed", "conflict");
  mark.classList.add(style);
  mark.querySelector(".tally").replaceChildren(...pieces(tally(found)));
  const part = evidence.length < mark.evidence.length;
  mark.title = part ? `${mark.wording}. Among the selected studies: ${tally(found)}` : mark.wording;
  mark.querySelector(".unseen").textContent = mark.title;
  return evidence;
}

// A tally may be broken between its counts, and never within one.
function pieces(text) {
  return text.split(" ").flatMap(count => {
    const piece = document.createElement("span");
    piece.textContent = count;
    return [piece, " "];
  }).slice(0, -1);
}

function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

function filter() {
  const choices = [...new FormData(form)].filter(([, value]) => value.trim());
  const words = folded(choices.find(([name]) => name === "region")?.[1] ?? "").split(/\s+/);
  const kinds = Object.keys(studies[0] ?? {});
  const ofStudies = choices.filter(([name]) => kinds.includes(name));
  const ofMarks = choices.filter(([name]) => !kinds.includes(name) && name !== "region");
  const chosen = new Set(studies.keys());
  for (const [name, value] of ofStudies)
    for (const study of chosen) if (!studies[study][name].includes(value)) chosen.delete(study);
  const used = new Set();
  let findings = 0;
  for (const row of rows) {
    const named = words.every(word => folded(row.dataset.name).includes(word));
    const cohorts = new Set();
    for (const mark of row.querySelectorAll("a.mark")) {
      const evidence = named ? count(mark, chosen, ofMarks) : [];
      mark.hidden = evidence.length === 0;
      findings += mark.hidden ? 0 : 1;
      for (const [study, cohort] of evidence) {
        used.add(study);
        cohorts.add(cohort);
      }
    }
    row.hidden = cohorts.size === 0;
    row.dataset.cohorts = row.cells[1].textContent = cohorts.size;
  }
  hideEmptyColumns();
  const places = rows.filter(row => !row.hidden).length;
  status.textContent =
    `${plural(places, "row")}, ${plural(findings, "finding")} from ${used.size} of `
    + `${studies.length} studies with findings.`;
  remember(choices);
}

function plural(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function hideEmptyColumns() {
  for (const heading of [...table.tHead.rows[0].cells].slice(2)) {
    const cells = rows.map(row => row.cells[heading.cellIndex]);
    const empty = !cells.some(cell => cell.querySelector("a.mark:not([hidden])"));
    for (const cell of [heading, ...cells]) cell.hidden = empty;
  }
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
form.addEventListener("input", filter);
form.addEventListener("submit", event => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements.namedItem(name);
  if (field) field.value = value;
}
if (rows.length) filter();
