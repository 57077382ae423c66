"use strict";
// Without this script the page works by its buttons. With it: keys, and one paper after the other
// without loading the page again.
const SWAPPED = ["top", "status", "main", "decide"];
const at = id => document.getElementById(id);
const windows = new BroadcastChannel(location.pathname);
let busy = false;

function revision() { return Number(at("top").dataset.revision); }

function show(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const moved = Number(fresh.getElementById("top").dataset.revision) !== revision();
  const paper = at("title")?.textContent;
  for (const id of SWAPPED) {
    if (id === "status") at(id).textContent = fresh.getElementById(id).textContent;
    else at(id).replaceWith(document.adoptNode(fresh.getElementById(id)));
  }
  document.title = fresh.title;
  if (at("title")?.textContent !== paper || moved) {
    scrollTo(0, 0);
    (at("title") ?? at("main")).focus({ preventScroll: true });
  }
  if (moved) windows.postMessage(revision());
  wait();
}

async function ask(address, options) {
  if (busy) return;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, options);
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.text());
  } catch {
    at("status").textContent = "The program does not answer any more. What you decided is kept: start living-review-bot decide again.";
    at("status").className = "notice";
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

function wait() {
  if ("fetching" in at("top").dataset) setTimeout(() => ask("./"), 500);
}

addEventListener("submit", event => {
  event.preventDefault();
  const body = new URLSearchParams(new FormData(event.target, event.submitter));
  ask(event.target.action, { method: "POST", body });
});

addEventListener("keydown", event => {
  if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || !at("single").checked) return;
  // On keyboards of other scripts, and where digits need the shift key, the place of the key counts.
  const key = (/^[a-z0-9?]$/i.test(event.key) ? event.key : event.code.replace(/^(Key|Digit)/, "")).toLowerCase();
  const button = [...document.querySelectorAll("[data-key]")].find(each => each.dataset.key === key);
  if (!button || button.disabled || busy) return;
  // A key of a menu acts only while that is open, and no other key does then.
  const open = document.querySelector(":popover-open");
  if (button.closest("[popover]") !== open && button.getAttribute("popovertarget") !== open?.id) return;
  event.preventDefault();
  button.click();
});

// Another window of the same session went on: this one follows.
windows.addEventListener("message", event => { if (event.data !== revision()) ask("./"); });
addEventListener("focus", async () => {
  if ("over" in at("top").dataset) return;
  try {
    const seen = await (await fetch("revision")).json();
    if (seen.revision !== revision()) ask("./");
  } catch { /* The next key says that the program has ended. */ }
});
wait();
