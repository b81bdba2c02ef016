// What the pages cannot do by themselves. Everything here is an improvement on something that works without it.
"use strict";

// Terms explain themselves: hover or focus shows the definition; a first tap shows it, a second follows the link.
const popover = document.createElement("div");
popover.id = "term-popover";
popover.className = "term-popover";
popover.setAttribute("role", "tooltip");
popover.hidden = true;
document.body.append(popover);
let shownFor = null;

function showTerm(link) {
  if (shownFor === link) return;
  hideTerm();
  popover.textContent = link.dataset.term;
  popover.hidden = false;
  const box = link.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - popover.offsetWidth - 8));
  const above = box.top > popover.offsetHeight + 16;
  popover.style.left = `${left + window.scrollX}px`;
  popover.style.top = `${(above ? box.top - popover.offsetHeight - 8 : box.bottom + 8) + window.scrollY}px`;
  link.setAttribute("aria-describedby", popover.id);
  shownFor = link;
}

function hideTerm() {
  if (!shownFor) return;
  shownFor.removeAttribute("aria-describedby");
  shownFor = null;
  popover.hidden = true;
}

const termOf = (event) => (event.target.closest ? event.target.closest("a.term[data-term]") : null);
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = termOf(event);
  if (link) showTerm(link);
  else if (event.target !== popover) hideTerm();
});
document.addEventListener("focusin", (event) => {
  const link = termOf(event);
  if (link) showTerm(link);
  else hideTerm();
});
let lastPointer = "mouse";
document.addEventListener("pointerdown", (event) => {
  lastPointer = event.pointerType;
  if (event.pointerType === "touch" && !termOf(event)) hideTerm();
});
document.addEventListener("click", (event) => {
  const link = termOf(event);
  if (link && lastPointer === "touch" && !link.dataset.tapped) {
    event.preventDefault();
    link.dataset.tapped = "1";
    showTerm(link);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hideTerm();
  const typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = document.getElementById(location.pathname === "/search/" ? "page-q" : "site-q");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
});

// After a swap the reader is taken to what is new, and a screen reader is told.
document.addEventListener("htmx:after:swap", () => {
  hideTerm();
  const heading = document.querySelector("[data-focus-after-swap]");
  if (heading && heading !== document.activeElement && !heading.dataset.focused) {
    heading.dataset.focused = "1";
    heading.focus();
    window.scrollTo(0, 0);
  }
  const count = document.querySelector("[data-announce]");
  if (count) document.getElementById("announce").textContent = count.textContent.trim();
});
document.addEventListener("htmx:response:error", (event) => {
  if (event.detail?.ctx?.response?.status === 422) return; // a form that came back says itself what to mend
  document.getElementById("announce").textContent = "That did not work. Reload the page and try again; what you saved is still there.";
});

// Buttons that only make sense with JavaScript.
document.addEventListener("click", (event) => {
  const button = event.target.closest ? event.target.closest("[data-print], [data-copy]") : null;
  if (!button) return;
  if (button.hasAttribute("data-print")) window.print();
  if (button.dataset.copy) {
    navigator.clipboard.writeText(button.dataset.copy).then(() => {
      document.getElementById("announce").textContent = "Copied";
      button.dataset.done = "1";
    });
  }
});
