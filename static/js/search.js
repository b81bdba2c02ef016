// The header's search field offers hits while somebody types. Without this file it is a form that leads to /search/.
// A combobox as the ARIA Authoring Practices describe it: the focus stays in the field, arrows choose, Enter opens.
"use strict";

const siteField = document.getElementById("site-q");
const siteHits = document.getElementById("site-hits");
let chosenHit = -1;

const hitOptions = () => [...siteHits.querySelectorAll('[role="option"]')];

function chooseHit(index) {
  const options = hitOptions();
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === index)));
  chosenHit = index;
  if (index < 0) siteField.removeAttribute("aria-activedescendant");
  else {
    siteField.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }
}

function showHits(shown) {
  siteHits.hidden = !shown;
  siteField.setAttribute("aria-expanded", String(shown));
  chooseHit(-1);
}

function sayHits() {
  const found = siteHits.querySelectorAll("[data-hit]").length;
  const words = found ? `${found} suggestion${found > 1 ? "s" : ""}, arrow keys to choose` : "No suggestion";
  document.getElementById("announce").textContent = words;
}

function hitKey(event) {
  const options = hitOptions();
  if (event.key === "Escape" && !siteHits.hidden) {
    event.preventDefault(); // the first Escape closes the list, the next empties the field
    showHits(false);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length && siteField.value.trim()) {
    event.preventDefault();
    if (siteHits.hidden) showHits(true);
    const places = options.length + 1; // one more: back in the field
    const step = event.key === "ArrowDown" ? 1 : -1;
    chooseHit(((chosenHit + 1 + step + places) % places) - 1);
  } else if (event.key === "Enter" && !siteHits.hidden && chosenHit >= 0) {
    event.preventDefault();
    options[chosenHit].click();
  }
}

if (siteField && siteHits && window.htmx) {
  siteField.setAttribute("role", "combobox");
  siteField.setAttribute("aria-autocomplete", "list");
  siteField.setAttribute("aria-controls", siteHits.id);
  siteField.setAttribute("aria-expanded", "false");
  siteField.addEventListener("keydown", hitKey);
  siteField.addEventListener("input", () => {
    if (!siteField.value.trim()) showHits(false);
    else chooseHit(-1);
  });
  siteField.addEventListener("focus", () => {
    if (siteField.value.trim() && siteHits.dataset.query === siteField.value.trim()) showHits(true);
  });
  siteField.form.addEventListener("focusout", (event) => {
    if (!siteField.form.contains(event.relatedTarget)) showHits(false);
  });
  // A press on a hit must not take the focus from the field first: the list would close under the finger.
  siteHits.addEventListener("pointerdown", (event) => event.preventDefault());
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.target !== siteField) return;
    const wanted = siteField.value.trim();
    siteHits.dataset.query = wanted;
    const shown = Boolean(wanted) && document.activeElement === siteField && hitOptions().length > 0;
    showHits(shown);
    if (shown) sayHits();
  });
}

// A list that is narrowed keeps open and shut what the reader opened and shut: the answer knows nothing of it.
if (window.htmx) htmx.config.morphIgnore.push("open");
