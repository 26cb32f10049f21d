// What a page does on its own. Everything works without this.
"use strict";

// A form is sent once, also after a double click; after the back button it works again.
const verzonden = new WeakSet();
addEventListener("submit", (gebeurtenis) => {
  const formulier = gebeurtenis.target;
  if (formulier.method !== "post" || formulier.hasAttribute("hx-post") || gebeurtenis.defaultPrevented) return;
  if (verzonden.has(formulier)) gebeurtenis.preventDefault();
  verzonden.add(formulier);
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((formulier) => verzonden.delete(formulier)));

// The summary of errors is the first thing to read.
addEventListener("DOMContentLoaded", () => document.querySelector("[data-fouten]")?.focus());
