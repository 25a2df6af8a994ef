// Looks at reports in headless Chromium, at three widths, light and dark, without and with
// scripts: layout, axe, keyboard, print, console, requests. Screenshots for a person to look at
// go to a folder when one is named.
//
//   node check.mjs [--shots FOLDER] REPORT.html...
import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const WIDTHS = [360, 768, 1280];
const SCHEMES = ["light", "dark"];
const OPENS_WITHIN_MS = 1000;
const MOST_BYTES = 1 << 20;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const { shots, reports } = readArguments(process.argv.slice(2));
const faults = [];
let checks = 0;

/** Notes a check, and what was found where it failed. */
function expect(where, what, holds, found = "") {
  checks += 1;
  if (!holds) faults.push(`${where}: ${what}${found ? `: ${found}` : ""}`);
}

function readArguments(words) {
  const at = words.indexOf("--shots");
  const shots = at < 0 ? null : resolve(words.splice(at, 2)[1]);
  if (words.length === 0) {
    console.error("usage: node check.mjs [--shots FOLDER] REPORT.html...");
    process.exit(2);
  }
  if (shots) mkdirSync(shots, { recursive: true });
  return { shots, reports: words.map((word) => resolve(word)) };
}

/** A page of the report; what it logs and asks for is watched. */
async function open(browser, report, where, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const address = pathToFileURL(report).href;
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) expect(where, "nothing in the console", false, message.text());
  });
  page.on("pageerror", (error) => expect(where, "no script fails", false, String(error)));
  page.on("request", (request) => {
    const asked = request.url();
    const isOwn = asked.split("#")[0] === address || asked.startsWith("data:") || asked.startsWith("blob:");
    expect(where, "no request leaves the page", isOwn, asked);
  });
  const began = performance.now();
  await page.goto(address, { waitUntil: "load" });
  return { context, page, took: performance.now() - began };
}

async function checkLayout(browser, report, name) {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const where = `${name} at ${width} px, ${colorScheme}`;
      const { context, page, took } = await open(browser, report, where, { viewport: { width, height: 900 }, colorScheme });
      expect(where, `opens within ${OPENS_WITHIN_MS} ms`, took < OPENS_WITHIN_MS, `${Math.round(took)} ms`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(where, "nothing runs over the page's side", over <= 0, `${over} px`);
      const { spilt, overlapping } = await page.evaluate(textsOfPictures);
      expect(where, "text stands inside its picture", spilt.length === 0, spilt.join("; "));
      expect(where, "no text of a picture stands on another", overlapping.length === 0, overlapping.join("; "));
      await checkAxe(page, where);
      if (shots) await page.screenshot({ path: join(shots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      await context.close();
    }
  }
}

/** Runs in the page: texts that stand out of their picture, and pairs that stand on each other, at the page's font. */
function textsOfPictures() {
  const [spilt, overlapping] = [[], []];
  for (const picture of document.querySelectorAll("svg")) {
    const frame = picture.getBoundingClientRect();
    const boxes = [...picture.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const isOut = (box) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
    spilt.push(...boxes.filter(([, box]) => box.width > 0 && isOut(box)).map(([text]) => text));
    boxes.forEach(([text, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 4) overlapping.push(`${text} / ${other}`);
    }));
  }
  return { spilt, overlapping };
}

async function checkAxe(page, where) {
  // The page's own policy lets no other script in; this one comes in beside it.
  await page.evaluate(`${AXE}; undefined`);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const told = violations.map((v) => `${v.id} at ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}`);
  expect(where, "axe finds nothing", violations.length === 0, told.join("; "));
}

async function checkWithoutScripts(browser, report, name) {
  const where = `${name} without scripts`;
  const { context, page } = await open(browser, report, where, { javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  expect(where, "the bottom line is there", text.includes("Bottom line"));
  expect(where, "the variation is hidden", !(await page.locator("#variation").isVisible()));
  await context.close();
}

async function checkKeyboard(browser, report, name) {
  const where = `${name} by keyboard`;
  const { context, page } = await open(browser, report, where, { viewport: { width: 768, height: 900 } });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
  expect(where, "the first stop skips to the bottom line", first.startsWith("#"), first);
  await page.keyboard.press("Enter");
  // A busy machine takes its time to follow a link.
  await page.waitForFunction((hash) => location.hash === hash, first, { timeout: 5000 }).catch(() => {});
  expect(where, "the skip link leads there", new URL(page.url()).hash === first, page.url());
  const { context: another, page: fresh } = await open(browser, report, where, { viewport: { width: 768, height: 900 } });
  const stops = await fresh.evaluate(() => {
    const isStop = (e) => e.matches("a[href], summary, button, input, select, [tabindex='0']") && e.checkVisibility();
    return [...document.querySelectorAll("*")].filter(isStop).length;
  });
  const [reached, unseen] = [new Set(), []];
  while (reached.size <= stops) {
    await fresh.keyboard.press("Tab");
    const at = await fresh.evaluate(focused);
    if (!at || reached.has(at.place)) break;
    reached.add(at.place);
    if (!at.isSeen) unseen.push(at.html);
  }
  expect(where, "Tab reaches every link and control", reached.size === stops, `${reached.size} of ${stops}`);
  expect(where, "focus is seen at every stop", unseen.length === 0, unseen.slice(0, 3).join(" "));
  await another.close();
  const summary = page.locator("summary").first();
  if (await summary.count()) {
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(where, "a table opens by Enter", await summary.evaluate((s) => s.parentElement.open));
  }
  await context.close();
}

/** Runs in the page: what the keyboard is on, and whether that can be seen. */
function focused() {
  const on = document.activeElement;
  if (!on || on === document.body) return null;
  const [box, style] = [on.getBoundingClientRect(), getComputedStyle(on)];
  const isMarked = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { place: [...document.querySelectorAll("*")].indexOf(on), html: on.outerHTML.slice(0, 120), isSeen: isMarked && isInView };
}

async function checkStructure(browser, report, name) {
  const { context, page } = await open(browser, report, name);
  const found = await page.evaluate(() => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((h) => Number(h.tagName[1]));
    const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
    const known = new Set(ids);
    return {
      skips: levels.some((level, i) => level > (i ? levels[i - 1] : 0) + 1),
      twice: ids.filter((id, i) => ids.indexOf(id) !== i),
      dangling: [...document.querySelectorAll("a[href^='#']")].map((a) => decodeURIComponent(a.getAttribute("href").slice(1))).filter((id) => !known.has(id)),
      schemes: [...document.querySelectorAll("a[href]:not([href^='#'])")].map((a) => a.protocol).filter((p) => !["http:", "https:"].includes(p)),
      unnamed: [...document.querySelectorAll("svg")].filter((s) => s.getAttribute("role") !== "img" || !s.querySelector("title") || !s.querySelector("desc")).length,
      bare: [...document.querySelectorAll("table")].filter((t) => !t.caption || [...t.querySelectorAll("th")].some((th) => !th.scope)).length,
    };
  });
  expect(name, "headings are in order", !found.skips);
  expect(name, "no id stands twice", found.twice.length === 0, found.twice.join(", "));
  expect(name, "every link within the page leads somewhere", found.dangling.length === 0, found.dangling.join(", "));
  expect(name, "links out are http or https", found.schemes.length === 0, found.schemes.join(", "));
  expect(name, "pictures have roles, titles and descriptions", found.unnamed === 0, `${found.unnamed} without`);
  expect(name, "tables have captions and scopes", found.bare === 0, `${found.bare} without`);
  const bytes = readFileSync(report).length;
  expect(name, `at most ${MOST_BYTES} bytes`, bytes <= MOST_BYTES, String(bytes));
  await context.close();
}

async function checkPrint(browser, report, name) {
  const { context, page } = await open(browser, report, `${name} in print`);
  const pdf = await page.pdf({ format: "A4", printBackground: true, ...(shots && { path: join(shots, `${name}.pdf`) }) });
  expect(name, "prints", pdf.length > 10_000, `${pdf.length} bytes`);
  await context.close();
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
try {
  for (const report of reports) {
    const name = basename(report, ".html");
    await checkStructure(browser, report, name);
    await checkLayout(browser, report, name);
    await checkWithoutScripts(browser, report, name);
    await checkKeyboard(browser, report, name);
    await checkPrint(browser, report, name);
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.error(fault);
console.log(`${checks - faults.length} of ${checks} browser checks passed`);
process.exitCode = faults.length === 0 ? 0 : 1;
