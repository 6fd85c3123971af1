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
