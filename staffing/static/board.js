// The planning board: drag a person to a section or onto another person, keys for its fields and buttons, focus that stays
// where it was after a step. Everything works without it by the forms.
"use strict";
const NEAR = "[data-drop-place], tr[data-teacher]";
const board = () => document.getElementById("board");
let dragged = null;
let focused = "";
function send(kind, values) {
  const form = document.getElementById("board-step");
  for (const [name, value] of Object.entries({ kind, ...values })) { form.elements[name].value = value; }
  form.requestSubmit();
}
document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("tr[data-teacher]");
  dragged = row ? row.dataset.teacher : null;
  if (row) { event.dataTransfer.setData("text/plain", dragged); event.dataTransfer.effectAllowed = "move"; }
});
document.addEventListener("dragover", (event) => {
  const place = dragged && event.target.closest?.(NEAR);
  document.querySelectorAll(".drop-here").forEach((one) => { one.classList.toggle("drop-here", one === place); });
  if (place && place.dataset.teacher !== dragged) { place.classList.add("drop-here"); event.preventDefault(); }
});
document.addEventListener("dragend", () => {
  dragged = null;
  document.querySelectorAll(".drop-here").forEach((one) => one.classList.remove("drop-here"));
});
document.addEventListener("drop", (event) => {
  const place = dragged && event.target.closest?.(NEAR);
  if (!place || place.dataset.teacher === dragged) { return; }
  event.preventDefault();
  if (place.dataset.teacher) { send("swap", { teacher_id: dragged, other_id: place.dataset.teacher }); }
  else { send("move", { teacher_id: dragged, place: place.dataset.dropPlace }); }
});
document.addEventListener("keydown", (event) => {
  if (!board() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
  if (event.target.closest("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]")) { return; }
  const found = board().querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found || found.disabled) { return; }
  event.preventDefault();
  found.focus();
  if (found.tagName === "BUTTON") { found.click(); }
});
document.addEventListener("htmx:beforeRequest", () => { focused = document.activeElement?.id || ""; });
// A refusal has a page of its own, which must be seen.
document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; } });
document.addEventListener("htmx:afterSettle", () => {
  document.querySelectorAll("[data-help]").forEach((button) => { button.hidden = false; });
  const before = focused && document.getElementById(focused);
  const chosen = document.querySelector("tr.row-chosen[data-teacher] a");
  (before && !before.disabled ? before : chosen)?.focus({ preventScroll: true });
});
