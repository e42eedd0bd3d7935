// Opens a site as a person would and says what is wrong, as JSON: how many pages were met, and a list of texts.
// Usage: node site.mjs FOLDER CHROMIUM, with the packages of package.json beside it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import puppeteer from "puppeteer-core";

const [folder, executablePath] = process.argv.slice(2);
const home = pathToFileURL(folder).href;
const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 900 };
const wrong = new Set();

const all = readdirSync(folder, { recursive: true }).filter(path => path.endsWith(".html")).sort();
// Of the pages of one kind, which share a folder, the one with the most rows stands for all; of policies,
// whose text is a person's own, each is looked at.
const rows = path => readFileSync(join(folder, path), "utf8").split(/<(?:tr|li)\b/).length;
const kinds = new Map();
for (const path of all) kinds.set(kind(path), [...(kinds.get(kind(path)) ?? []), path]);
const chosen = [...kinds.values()].map(paths => paths.reduce((most, path) => (rows(path) > rows(most) ? path : most)));

function kind(path) {
  const [first, second] = path.split("/");
  return second && first !== "policies" ? first : path;
}

async function tab(browser) {
  const page = await browser.newPage();
  let path = "";
  const say = text => wrong.add(`${path}: ${text}`);
  page.on("console", message => ["error", "warn"].includes(message.type()) && say(`console: ${message.text()}`));
  page.on("pageerror", error => say(`script: ${error.message}`));
  page.on("requestfailed", request => say(`not loaded: ${request.url()}`));
  page.on("request", request => {
    const asked = request.url().split(/[?#]/)[0];
    const ours = asked.startsWith(home) && /\.(html|css)$/.test(asked);
    if (!ours) say(`asks for ${asked}`);
  });
  // A tab in the background has the focus as well, so that several can be walked at once.
  const session = await page.createCDPSession();
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  const open = async to => {
    path = to;
    await page.goto(`${home}/${to}`);
  };
  return { page, say, open };
}

// What holds for every page: it fits a phone and has no script but those of the search and the filters.
async function glanced({ page, say, open }, path) {
  await open(path);
  const [width, scripts, styled] = await page.evaluate(() => [
    document.documentElement.scrollWidth, document.scripts.length, getComputedStyle(document.body).marginTop === "0px"]);
  if (width > phone.width) say(`${width} wide on a phone of ${phone.width}`);
  if (scripts !== Number(["search.html", "soa.html"].includes(path))) say(`${scripts} scripts`);
  if (!styled) say("stands without its style");
}

// axe runs beside the page's own policy, which rightly refuses every script that is not ours; so it must not
// ask for style sheets itself (`preload`).
async function judged(page, say, how, only) {
  const options = { preload: false, resultTypes: ["violations"], runOnly: only ??
    ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async options => (await window.axe.run(document, options)).violations
    .flatMap(one => one.nodes.slice(0, 3).map(node => `${one.id} ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`)), options);
  found.forEach(one => say(`${how}: ${one}`));
}

// Marks in their order what Tab must come to: what can be followed, pressed, filled in, opened or scrolled.
// From then on each press of a key notes where the focus stands, whether that can be seen, and what lies over it.
const watched = page => page.evaluate(() => {
  const takes = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const scrolls = one => one !== document.documentElement && one.scrollWidth > one.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(one).overflowX);
  const seen = [...document.body.querySelectorAll("*")]
    .filter(one => one.matches(takes) || scrolls(one))
    .filter(one => one.checkVisibility({ visibilityProperty: true }))
    // Of a group of radio buttons Tab comes to the one that is chosen; arrows go on from there.
    .filter(one => one.type !== "radio" || one.checked);
  window.met = [];
  window.addEventListener("keyup", event => {
    const one = event.target, at = seen.indexOf(one);
    if (at < 0) return window.met.push({ at, what: one.outerHTML.slice(0, 90) });
    const shown = one.matches(".filter input") ? one.nextElementSibling : one;
    const ring = getComputedStyle(shown), [box] = shown.getClientRects();
    const within = (from, long, all) => Math.min(Math.max(from + Math.min(long, all) / 2, 1), all - 2);
    const above = document.elementFromPoint(within(box.x, box.width, innerWidth), within(box.y, box.height, innerHeight));
    window.met.push({
      at, what: one.outerHTML.slice(0, 90),
      ringed: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2,
      covered: !above || !(one.contains(above) || above.contains(one) || shown.contains(above)),
    });
  }, true);
  // The walk begins at the top, wherever the page itself has put the focus.
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  return seen.length;
});

// Tab alone, from the top: it comes to everything in the order of the page, and then leaves it or begins again.
async function walked(page, say) {
  const number = await watched(page);
  for (let at = 0; at <= number; at++) await page.keyboard.press("Tab");
  const met = await page.evaluate(() => window.met);
  const stray = met.findIndex((here, at) => at < number && here.at !== at);
  if (stray >= 0) say(`Tab ${stray + 1} of ${number} comes to number ${met[stray].at + 1}, ${met[stray].what}`);
  if (met.length < number) say(`Tab comes to ${met.length} of ${number}`);
  if (met.length > number && met[number].at > 0) say(`Tab does not leave the page: ${met[number].what}`);
  for (const here of met.filter(here => here.at >= 0)) {
    if (!here.ringed) say(`no sign of the focus on ${here.what}`);
    if (here.covered) say(`the focus is covered on ${here.what}`);
  }
}

// Rows repeat what the first of them look like: after the walk through all, twenty stand for them.
const thinned = page => page.evaluate(() =>
  document.querySelectorAll("tbody > tr:nth-child(n + 21), li:nth-child(n + 21)").forEach(one => one.remove()));

async function looked({ page, say, open }, path) {
  await open(path);
  await walked(page, say);
  await thinned(page);
  await judged(page, say, "by day");
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await judged(page, say, "by night", ["color-contrast"]);
  await page.emulateMediaType("print");
  await judged(page, say, "in print", ["color-contrast"]);
  await page.emulateMediaType("screen");
  await page.emulateMediaFeatures([]);
  await page.setViewport(phone);
  await judged(page, say, "on a phone");
  await page.setViewport({ ...desktop, width: 1000 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 1000) say(`${width} wide at 1000`);
  await page.setViewport(desktop);
}

async function opened({ page, say, open }) {
  await open("index.html");
  await page.focus("nav summary");
  await page.keyboard.press("Enter");
  if (!(await page.evaluate(() => document.querySelector("nav details").open))) say("Enter opens no menu");
  await judged(page, say, "with its menu open");
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => document.activeElement.matches("nav details a")))) say("Tab does not enter the menu");
}

// What the pages with a script do with it; all of it by keyboard, from a folder.
async function searched({ page, say, open }) {
  await open("index.html");
  await page.focus("#_find");
  await page.keyboard.type("a.8.24");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const first = await page.evaluate(() => document.querySelector("#_found .id")?.textContent);
  if (first !== "A.8.24") say(`a search for a.8.24 gives ${first}`);
  if (await page.evaluate(() => document.querySelector("#_all").checkVisibility())) say("the list stays below what was found");
  await judged(page, say, "with what was found");
}

async function filtered({ page, say, open }, scripts) {
  await page.setJavaScriptEnabled(scripts);
  await open("soa.html");
  const shown = () => page.$$eval("tr[data-status]", rows => rows.filter(row => row.checkVisibility()).map(row => row.dataset.status));
  const every = (await shown()).length;
  await page.focus("#_of-status");
  await page.keyboard.press("ArrowRight");
  await new Promise(done => setTimeout(done, 100));
  const [some, wanted] = [await shown(), await page.$eval("[name=status]:checked", input => input.value)];
  if (!some.length || some.length >= every || some.some(status => status !== wanted)) say(`a filter for ${wanted} shows ${some.length} of ${every}`);
  const [said, hash] = await page.evaluate(() => [document.querySelector("#_shown").textContent, location.hash]);
  if (scripts && (!said.startsWith(`${some.length} of ${every}`) || hash !== `#status=${wanted}`)) say(`the filter says ${said} at ${hash}`);
  await page.setJavaScriptEnabled(true);
}

// Two tabs take one page after another.
async function shared(browser, size, paths, look) {
  const rest = [...paths];
  const take = async () => {
    const one = await tab(browser);
    await one.page.setViewport(size);
    for (let path; (path = rest.shift()); ) await look(one, path);
    return one;
  };
  const [one, other] = await Promise.all([take(), take()]);
  await other.page.close();
  return one;
}

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const last = await shared(browser, phone, all, glanced);
await last.page.close();
const one = await shared(browser, desktop, chosen, looked);
await opened(one);
await searched(one);
await filtered(one, true);
await filtered(one, false);
await browser.close();
process.stdout.write(JSON.stringify({ pages: all.length, kinds: chosen.length, wrong: [...wrong] }));
