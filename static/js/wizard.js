// Improvements of the wizard's pages; every page works without them.
"use strict";

// Buttons that only a script can serve are shown only where one runs.
function showScriptButtons() {
  for (const button of document.querySelectorAll("[data-print][hidden], [data-copy][hidden]")) button.hidden = false;
}

// An answer that excludes all others unticks them, and is unticked by them. What is typed counts as an answer.
document.addEventListener("change", (event) => {
  const box = event.target.closest ? event.target.closest("[data-choices]") : null;
  if (!box) return;
  if (event.target.matches("[data-alone]:checked")) {
    for (const other of box.querySelectorAll("input[type=checkbox]:checked")) if (other !== event.target) other.checked = false;
    for (const other of box.querySelectorAll("input[type=text]")) other.value = "";
  } else if (event.target.checked && event.target.type === "checkbox") {
    for (const other of box.querySelectorAll("[data-alone]:checked")) other.checked = false;
  }
  tally();
});
document.addEventListener("input", (event) => {
  if (event.target.type !== "text" || !event.target.value) return;
  const box = event.target.closest("[data-choices]");
  if (box) for (const other of box.querySelectorAll("[data-alone]:checked")) other.checked = false;
});

// Where only so many may be chosen, say how many are.
function tally() {
  const line = document.querySelector("[data-tally]");
  if (!line) return;
  const chosen = document.querySelectorAll("[data-choices] input:checked:not([data-alone])").length;
  const most = Number(line.dataset.tally);
  line.textContent = chosen > most ? `${chosen} chosen: ${chosen - most} too many` : `${chosen} of ${most} chosen`;
  line.classList.toggle("error-text", chosen > most);
}

document.addEventListener("htmx:after:swap", () => {
  tally();
  showScriptButtons();
});
document.addEventListener("htmx:error", () => {
  const note = document.querySelector("[data-offline]");
  if (note) note.hidden = false;
});

// On paper nothing is folded.
const opened = [];
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    opened.push(details);
  }
});
addEventListener("afterprint", () => {
  while (opened.length) opened.pop().open = false;
});

showScriptButtons();
tally();
