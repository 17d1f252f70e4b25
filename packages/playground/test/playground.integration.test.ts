import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { browserPath } from "@ragstone/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onePagePdf } from "./one-page-pdf.js";
import { openBrowser } from "./open-browser.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

const keys = [
  "# Signing keys",
  "",
  "## Rotation",
  "",
  "Signing keys are rotated every 90 days by the platform team. Old keys stay valid for 14 days.",
  "",
  "| Key | Owner |",
  "|---|---|",
  "| release | Anna Berg |",
  "",
].join("\n");

const stock = 'Item,Bin,Counted\nSpring washer,A-03,412\n"Gearbox, raw",A-11,64\n';

/** Asks in the page and waits for the answer's last line. */
async function ask(page: Page, question: string): Promise<void> {
  const before = await page.locator(".exchange .facts").count();
  await page.fill("#question", question);
  await page.keyboard.press("Enter");
  await page.locator(".exchange .facts").nth(before).waitFor();
}

describe.skipIf(browserPath === null)("the playground in Chromium", () => {
  let browser: Browser;
  let served: ServedFolder;

  beforeAll(async () => {
    const basin = await onePagePdf("The harbour basin is 14 metres deep at low water.");
    const files = { "guides/keys.md": keys, "stock.csv": stock, "basin.pdf": basin };
    [browser, served] = await Promise.all([openBrowser(), serveFolder(files)]);
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), served?.stop()]);
  });

  async function openPage(): Promise<Page> {
    const page = await browser.newPage({ bypassCSP: false });
    await page.goto(served.address);
    await page.waitForSelector("#question");
    return page;
  }

  it("answers, and highlights exactly what the answer cites", async () => {
    const page = await openPage();
    await ask(page, "How often are signing keys rotated?");
    expect(await page.locator(".claim").first().textContent()).toContain("every 90 days");
    await page.locator("button.citation").first().click();
    const marked = page.locator("mark.cited-current");
    await marked.first().waitFor();
    const quote = (await marked.allTextContents()).join("");
    expect(keys).toContain(quote);
    expect(quote).toContain("Signing keys are rotated every 90 days");
    await page.close();
  });

  it("says why it refuses and shows the closest passages", async () => {
    const page = await openPage();
    await ask(page, "What is error 0x80070099?");
    expect(await page.locator(".refusal").textContent()).toContain("0x80070099");
    await page.close();
  });

  it("checks an answer on screen again when its file changes", async () => {
    const page = await openPage();
    await ask(page, "Who is the owner of the release key?");
    await writeFile(join(served.dir, "guides/keys.md"), keys.replaceAll("Anna Berg", "Per Dahl").replace("90", "30"));
    await page.locator(".state-changed").first().waitFor({ timeout: 30_000 });
    expect(await page.locator(".recheck").first().textContent()).toContain("no longer");
    await writeFile(join(served.dir, "guides/keys.md"), keys);
    await page.close();
  });

  it("shows the page of a PDF with the cited characters marked, and the same as text", async () => {
    const page = await openPage();
    await ask(page, "How deep is the harbour basin?");
    await page.locator("button.citation").first().click();
    await page.locator(".sheet img").first().waitFor();
    const box = await page.locator(".box-current").first().boundingBox();
    const sheet = await page.locator(".sheet").first().boundingBox();
    // Two lines of 14 points from 60 points below the edge of a page that is 595 points high.
    expect((box!.y - sheet!.y) / sheet!.height).toBeCloseTo(60 / 595, 1);
    await page.locator("button", { hasText: "Show as text" }).click();
    const quote = (await page.locator("mark.cited-current").allTextContents()).join("");
    expect(quote).toContain("The harbour basin is 14 metres deep");
    await page.close();
  });
});
