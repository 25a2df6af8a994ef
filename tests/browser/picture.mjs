// Makes the manual's pictures of a report again: the top of the page, the matrix, what would change the conclusion.
//
//   node picture.mjs REPORT.html FOLDER
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** A name, the element that the picture begins at, and at most how high it is. */
const PICTURES = [
  ["report", "body", 1550],
  ["report-matrix", "#matrix", 490],
  ["report-change", "#change", 1810],
];
const [report, folder] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const page = await browser.newPage({ viewport: { width: 960, height: 900 }, colorScheme: "light" });
await page.goto(pathToFileURL(resolve(report)).href);
for (const [name, selector, height] of PICTURES) {
  const box = await page.locator(selector).boundingBox();
  const clip = { x: 0, y: box.y, width: 960, height: Math.min(box.height, height) };
  await page.screenshot({ path: join(folder, `${name}.png`), clip, fullPage: true });
}
await browser.close();
