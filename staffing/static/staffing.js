// The little script the pages need: menu on small screens, confirmation of destructive steps, focus on faults,
// filters that apply on change. Everything works without it, only less comfortably.
"use strict";
document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggles]");
  if (toggle) {
    const target = document.getElementById(toggle.dataset.toggles);
    const open = target.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  }
  if (event.target.closest("[data-print]")) { window.print(); }
  const asking = event.target.closest("[data-confirm]");
  if (asking && !window.confirm(asking.dataset.confirm)) {
    event.preventDefault();
  }
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-apply-on-change]");
  if (form) { form.requestSubmit(); }
});
document.addEventListener("DOMContentLoaded", () => {
  const faults = document.querySelector("[data-focus]");
  if (faults) { faults.focus(); }
});
// Requests that only watch progress must not prolong the session.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.hasAttribute("data-watching")) { event.detail.headers["X-Staffing-Watching"] = "1"; }
});

// Lists by keyboard, the quick finder, panels of filters. Letters do nothing while somebody types.
const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
const rowsOf = () => Array.from(document.querySelectorAll("table[data-keys] tbody tr"));
function goTo(step) {
  const rows = rowsOf();
  if (!rows.length) { return; }
  const at = rows.findIndex((row) => row.classList.contains("row-at"));
  const next = Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step));
  rows.forEach((row, place) => row.classList.toggle("row-at", place === next));
  rows[next].querySelector("a").focus({ preventScroll: true });
  rows[next].scrollIntoView({ block: "center" });
}
function openRow() {
  const link = document.querySelector("tr.row-at a");
  if (link) { link.click(); }
  return Boolean(link);
}
function follow(relation) {
  const link = document.querySelector(`.pager a[rel=${relation}]`);
  if (link) { link.click(); }
}
function focusOn(selector) {
  const field = document.querySelector(selector) || document.querySelector("[data-quick]");
  if (field) { field.focus(); field.select(); }
}
const KEYS = {
  j: () => goTo(1), ArrowDown: () => goTo(1), k: () => goTo(-1), ArrowUp: () => goTo(-1), o: openRow,
  n: () => follow("next"), p: () => follow("prev"), "/": () => focusOn("[data-find]"), g: () => focusOn("[data-quick]"),
  "?": () => { const help = document.getElementById("keys-help"); if (help) { help.showModal(); } },
};
const ONLY_IN_LISTS = new Set(["j", "k", "ArrowDown", "ArrowUp", "o", "n", "p"]);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
  const hits = Array.from(document.querySelectorAll("#quick-hits [data-hit]"));
  if (hits.length && event.target.closest(".quick") && ["ArrowDown", "ArrowUp"].includes(event.key)) {
    const at = hits.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (hits[at] || document.querySelector("[data-quick]")).focus();
    event.preventDefault();
    return;
  }
  if (event.key === "Escape") {
    document.querySelectorAll("details.facet[open]").forEach((panel) => { panel.open = false; panel.querySelector("summary").focus(); });
    document.getElementById("quick-hits")?.replaceChildren();
    return;
  }
  if (typing(event.target) || document.querySelector("dialog[open]") || !KEYS[event.key]) { return; }
  if (ONLY_IN_LISTS.has(event.key) && (!document.querySelector("table[data-keys]") || event.target.closest("details"))) { return; }
  event.preventDefault();
  KEYS[event.key]();
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.facet[open]").forEach((panel) => { if (!panel.contains(event.target)) { panel.open = false; } });
  if (!event.target.closest(".quick")) { document.getElementById("quick-hits")?.replaceChildren(); }
  if (event.target.closest("[data-help]")) { KEYS["?"](); }
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-help]").forEach((button) => { button.hidden = false; });
});
