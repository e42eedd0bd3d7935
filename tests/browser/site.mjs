// Opens every page of a site as a person would and says what is wrong, as JSON: a list of texts.
// Usage: node site.mjs FOLDER CHROMIUM; AXE is the path of axe.min.js, and puppeteer-core lies in NODE_PATH.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const puppeteer = createRequire(join(process.env.NODE_PATH, "_"))("puppeteer-core");
const [folder, executablePath] = process.argv.slice(2);
const axe = readFileSync(process.env.AXE, "utf8");
const wrong = [];

const files = readdirSync(folder, { recursive: true }).filter(path => path.endsWith(".html")).sort();
// Of the pages of one sort (a folder of its own) the first three stand for all.
const pages = files.filter(path => {
  const [sort, name] = path.split("/");
  return !name || files.filter(other => other.startsWith(`${sort}/`)).indexOf(path) < 3;
});

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });

async function opened(path) {
  const page = await browser.newPage();
  const say = text => wrong.push(`${path}: ${text}`);
  page.on("console", message => ["error", "warn"].includes(message.type()) && say(`console: ${message.text()}`));
  page.on("pageerror", error => say(`script: ${error.message}`));
  page.on("requestfailed", request => say(`not loaded: ${request.url()}`));
  page.on("request", request => {
    const url = request.url();
    if (!url.startsWith(pathToFileURL(folder).href)) say(`asks for ${url}`);
  });
  await page.setViewport({ width: 1300, height: 900 });
  await page.goto(pathToFileURL(join(folder, path)).href);
  return [page, say];
}

// axe runs beside the page's own policy, which rightly refuses every script that is not ours.
async function judged(page, say, how) {
  const found = await page.evaluate(`(async () => { ${axe}; return (await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })).violations
    .flatMap(one => one.nodes.slice(0, 3).map(node => one.id + " " + node.target.join(" ") + ": " + node.failureSummary.replace(/\\s+/g, " "))); })()`);
  found.forEach(one => say(`${how}: ${one}`));
}

const widest = page => page.evaluate(() => document.documentElement.scrollWidth);

// Tab alone, from the top: it must come to everything that takes the focus, and go on from there.
async function tabbed(page, say) {
  const wanted = await page.evaluate(() => {
    document.activeElement.blur();
    window.scrollTo(0, 0);
    const all = [...document.querySelectorAll("a[href], button, input, summary, select, textarea")];
    const open = all.filter(one => one.checkVisibility({ visibilityProperty: true }));
    // Of a group of radio buttons Tab comes to the one that is chosen; arrows go on from there.
    const each = open.filter(one => one.type !== "radio" || one.checked);
    each.forEach((one, at) => one.dataset.probe = at);
    return each.length;
  });
  const met = new Set();
  for (let at = 0; at < Math.min(wanted, 400) + 2; at++) {
    await page.keyboard.press("Tab");
    const probe = await page.evaluate(() => {
      const one = document.activeElement;
      const ring = getComputedStyle(one).outlineStyle !== "none" || one.matches(".filter input");
      return one.dataset?.probe && [one.dataset.probe, ring, one.outerHTML.slice(0, 90)];
    });
    if (!probe) continue;
    if (!probe[1]) say(`no sign of the focus on ${probe[2]}`);
    met.add(probe[0]);
  }
  if (met.size < Math.min(wanted, 400)) say(`Tab came to ${met.size} of ${wanted}`);
  const opens = await page.$("nav summary");
  if (opens) {
    await opens.focus();
    await page.keyboard.press("Enter");
    if (!(await page.evaluate(() => document.querySelector("nav details").open))) say("Enter opens no menu");
    await page.keyboard.press("Tab");
    if (!(await page.evaluate(() => document.activeElement.matches("nav details a")))) say("Tab does not enter the menu");
    await page.keyboard.press("Escape");
  }
}

async function looked(path) {
  const [page, say] = await opened(path);
  await judged(page, say, "light");
  await tabbed(page, say);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await judged(page, say, "dark");
  for (const width of [360, 1000]) {
    await page.setViewport({ width, height: 800 });
    if ((await widest(page)) > width) say(`${await widest(page)} wide at ${width}`);
    if (width === 360) await judged(page, say, "phone");
  }
  await page.emulateMediaFeatures([]);
  const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true });
  if (pdf.length < 1000) say("prints nothing");
  await page.close();
}

// What the pages with a script do with it; all of it by keyboard, from a folder.
async function searched() {
  const [page, say] = await opened("index.html");
  await page.focus("#_find");
  await page.keyboard.type("a.8.24");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const first = await page.evaluate(() => document.querySelector("#_found .id")?.textContent);
  if (first !== "A.8.24") say(`a search for a.8.24 gives ${first}`);
  if (await page.evaluate(() => document.querySelector("#_all").checkVisibility())) say("the list stays below what was found");
  await page.close();
}

async function filtered(scripts) {
  const [page, say] = await opened("soa.html");
  await page.setJavaScriptEnabled(scripts);
  await page.reload();
  const shown = () => page.$$eval("tr[data-status]", rows => rows.filter(row => row.checkVisibility()).map(row => row.dataset.status));
  const all = (await shown()).length;
  await page.focus("#_of-status");
  await page.keyboard.press("ArrowRight");
  await new Promise(done => setTimeout(done, 100));
  const [some, wanted] = [await shown(), await page.$eval("[name=status]:checked", input => input.value)];
  if (!some.length || some.length >= all || some.some(status => status !== wanted)) say(`a filter for ${wanted} shows ${some.length} of ${all}`);
  const [said, hash] = await page.evaluate(() => [document.querySelector("#_shown").textContent, location.hash]);
  if (scripts && (!said.startsWith(`${some.length} of ${all}`) || hash !== `#status=${wanted}`)) say(`the filter says ${said} at ${hash}`);
  await page.close();
}

for (const path of pages) await looked(path);
await searched();
await filtered(true);
await filtered(false);
await browser.close();
process.stdout.write(JSON.stringify({ pages: pages.length, wrong: [...new Set(wrong)] }));
