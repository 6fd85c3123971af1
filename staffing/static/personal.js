// A phone that read the QR code brings the code behind the # of the address: put it into the field, take it out of the
// address and the history, and let the person press the button.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const field = document.querySelector("[data-code]");
  if (!field || location.hash.length < 2) { return; }
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
  const button = field.form.querySelector("button[type=submit]");
  if (button) { button.focus(); }
});
