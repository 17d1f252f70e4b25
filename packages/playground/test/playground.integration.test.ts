import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { browserPath } from "@ragstone/testkit";
import PDFDocument from "pdfkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./open-browser.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

async function pdf(text: string): Promise<Buffer> {
  const document = new PDFDocument({ size: [420, 595], margin: 60 });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  document.fontSize(14).text(text).end();
  await done;
  return Buffer.concat(parts);
}

/** Asks in the page and waits for the answer's last line. */
async function ask(page: Page, question: string): Promise<void> {
  const before = await page.locator(".exchange .facts").count();
  await page.fill("#question", question);
  await page.keyboard.press("Enter");
  await page.locator(".exchange .facts").nth(before).waitFor();
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(`${axe}; 0`);
  const found = await page.evaluate<{ id: string; nodes: { target: string[] }[] }[]>(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes })))",
  );
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

describe.skipIf(browserPath === null)("the playground in Chromium", () => {
  let browser: Browser;
  let served: ServedFolder;

  beforeAll(async () => {
    const basin = await pdf("The harbour basin is 14 metres deep at low water.");
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

  it("can be used with the keyboard alone", async () => {
    const page = await openPage();
    await page.locator("#question").focus();
    await page.keyboard.type("How often are signing keys rotated?");
    await page.keyboard.press("Enter");
    await page.locator(".exchange .facts").first().waitFor();
    const tabTo = async (selector: string) => {
      for (let step = 0; step < 40; step++) {
        if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
        await page.keyboard.press("Shift+Tab");
      }
      throw new Error(`no ${selector} by keyboard`);
    };
    await tabTo("button.badge");
    expect(await page.locator(".tip").textContent()).toMatch(/Quoted|Checked/u);
    await tabTo("button.citation");
    await page.keyboard.press("Enter");
    await page.locator("mark.cited-current").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".source-panel").waitFor({ state: "detached" });
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
    expect(await violations(page)).toEqual([]);
    await page.locator("button", { hasText: "Show as text" }).click();
    const quote = (await page.locator("mark.cited-current").allTextContents()).join("");
    expect(quote).toContain("The harbour basin is 14 metres deep");
    await page.close();
  });

  it.each([
    { width: 1440, colorScheme: "light" },
    { width: 1440, colorScheme: "dark" },
    { width: 390, colorScheme: "light" },
    { width: 390, colorScheme: "dark" },
  ] as const)("has no accessibility violation at $width px, $colorScheme", async ({ width, colorScheme }) => {
    const page = await openPage();
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    expect(await violations(page)).toEqual([]);
    await ask(page, "How often are signing keys rotated?");
    await ask(page, "What is error 0x80070099?");
    for (const summary of await page.locator("summary").all()) await summary.click();
    expect(await violations(page)).toEqual([]);
    await page.locator("button.citation").first().click();
    await page.locator("mark.cited-current").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    for (const view of ["Compare", "Documents"]) {
      await page.locator("nav button", { hasText: view }).click();
      if (view === "Documents") await page.locator("button.document").first().waitFor();
      expect(await violations(page)).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    await page.close();
  });
});
