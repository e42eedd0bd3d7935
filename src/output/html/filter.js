"use strict";
(() => {
  const form = document.getElementById("_filter"), said = document.getElementById("_shown");
  const rows = [...document.querySelectorAll("table.soa tbody tr")];
  const groups = [...form.querySelectorAll("fieldset")];
  const chosen = group => group.querySelector("input:checked");
  const show = () => {
    const shown = rows.filter(row => row.getClientRects().length > 0).length;
    said.textContent = `${shown} of ${rows.length} controls`;
    const state = groups.map(chosen).filter(input => input && input.value !== "all");
    const hash = state.map(input => `${input.name}=${input.value}`).join("&");
    if (form.dataset.changed) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  };
  for (const part of location.hash.slice(1).split("&")) {
    const [name, value] = part.split("=");
    const input = [...form.elements].find(input => input.name === name && input.value === value);
    if (input) input.checked = true;
  }
  form.addEventListener("change", () => { form.dataset.changed = "yes"; show(); });
  form.addEventListener("reset", () => setTimeout(() => { form.dataset.changed = "yes"; show(); }));
  show();
})();
