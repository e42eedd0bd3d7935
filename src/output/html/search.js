"use strict";
(() => {
  const field = document.getElementById("_q"), found = document.getElementById("_found");
  const said = document.getElementById("_said"), all = document.getElementById("_all");
  const most = 100;
  const things = [...all.querySelectorAll("li")].map(item => ({
    item,
    title: item.querySelector("a").textContent.toLowerCase(),
    id: (item.querySelector(".id") || { textContent: "" }).textContent.toLowerCase(),
    text: item.textContent.toLowerCase(),
  }));
  // The better a thing is named by the words, the smaller; -1 when one of them is not there at all.
  const rank = (thing, words, whole) => {
    if (!words.every(word => thing.text.includes(word))) return -1;
    if (thing.id === whole || thing.title === whole) return 0;
    if (thing.id.startsWith(whole) || thing.title.startsWith(whole)) return 1;
    return words.every(word => thing.title.includes(word)) ? 2 : 3;
  };
  const search = () => {
    const whole = field.value.trim().toLowerCase(), words = whole.split(/\s+/).filter(Boolean);
    found.replaceChildren();
    all.hidden = words.length > 0;
    found.hidden = words.length === 0;
    if (!words.length) { said.textContent = ""; return; }
    const hits = things.map(thing => [rank(thing, words, whole), thing]).filter(([at]) => at >= 0);
    hits.sort(([a], [b]) => a - b);
    for (const [, thing] of hits.slice(0, most)) found.append(thing.item.cloneNode(true));
    const shown = hits.length > most ? `, the first ${most} shown` : "";
    said.textContent = hits.length ? `${hits.length} of ${things.length}${shown}` : `Nothing of ${things.length} holds these words`;
  };
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  field.addEventListener("input", search);
  document.getElementById("_ask").addEventListener("submit", event => event.preventDefault());
  search();
  field.focus();
})();
