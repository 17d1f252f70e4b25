import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath } from "@ragstone/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { axeViolations } from "./axe-violations.js";
import { fakeProvider, type FakeProvider } from "./fake-provider.js";
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
].join("\n");
const question = "How often are signing keys rotated?";

describe.skipIf(browserPath === null)("every view of the page", () => {
  let browser: Browser;
  let provider: FakeProvider;
  let served: ServedFolder;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "ragstone-page-data-"));
    vi.stubEnv("XDG_DATA_HOME", dataDir);
    [browser, provider] = await Promise.all([openBrowser(), fakeProvider()]);
    const files = {
      "guides/keys.md": keys,
      "stock.csv": 'Item,Bin,Counted\nSpring washer,A-03,412\n"Gearbox, raw",A-11,64\n',
      "basin.pdf": await onePagePdf("The harbour basin is 14 metres deep at low water."),
      "broken.pdf": "%PDF-1.7 nothing",
      "photo.png": new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
    };
    const flags = ["--history", "--write", "--base-url", provider.url];
    served = await serveFolder(files, flags, { OPENAI_API_KEY: "sk-test" });
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), served?.stop()]);
    await provider?.stop();
    vi.unstubAllEnvs();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function openPage(): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(served.address);
    await page.waitForSelector("#question");
    return page;
  }

  async function ask(page: Page, asked: string): Promise<void> {
    const before = await page.locator(".exchange .facts").count();
    await page.fill("#question", asked);
    await page.keyboard.press("Enter");
    await page.locator(".exchange .facts").nth(before).waitFor();
  }

  const looks = [
    { width: 1440, colorScheme: "light" },
    { width: 1440, colorScheme: "dark" },
    { width: 390, colorScheme: "light" },
    { width: 390, colorScheme: "dark" },
  ] as const;

  it.each(looks)("has no violation at $width px, $colorScheme", { timeout: 90_000 }, async ({ width, colorScheme }) => {
    const page = await openPage();
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found: Record<string, readonly string[]> = {};
    const look = async (view: string) => {
      found[view] = await axeViolations(page);
      const isInside = await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
      if (isInside !== true) found[view] = [...found[view], "wider than the screen"];
    };
    const show = (view: string) => page.locator("nav button", { hasText: view }).click();
    await look("start");
    await ask(page, question);
    await ask(page, "How deep is the harbour basin?");
    await ask(page, "What is error 0x80070099?");
    for (const summary of await page.locator("summary").all()) await summary.click();
    await page.locator("button.badge").first().focus();
    await page.locator(".tip").waitFor();
    await look("answers");
    await page.locator("button.citation").first().click();
    await page.locator("mark.cited-current").first().waitFor();
    await look("text");
    await page.keyboard.press("Escape");
    await page.locator(".exchange").nth(1).locator("button.citation").first().click();
    await page.locator(".sheet img").first().waitFor();
    await look("PDF");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New conversation" }).click();
    await page.locator(".history summary").click();
    await page.locator(".history li").first().waitFor();
    await look("history");
    await page.locator(".settings summary").click();
    await page.locator(".settings select").first().selectOption({ label: "Another model …" });
    await page.locator(".model-select input").fill("openai:dies");
    await look("settings");
    await page.locator(".settings summary").click();
    await page.fill("#question", question);
    await page.keyboard.press("Enter");
    await page.locator(".exchange .failure").waitFor();
    await look("failure");
    await show("Compare");
    await page.getByRole("button", { name: "Add a model" }).click();
    for (const [index, model] of ["quick", "broken"].entries()) {
      const column = page.locator(".column").nth(index);
      await column.locator("select").selectOption({ label: "Another model …" });
      await column.locator(".model-select input").fill(`openai:${model}`);
    }
    await page.locator(".column").first().getByLabel("With documents").uncheck();
    await page.fill("#question", question);
    await page.keyboard.press("Enter");
    await page.locator(".column").nth(0).locator(".facts").waitFor();
    await page.locator(".column").nth(1).locator(".failure").waitFor();
    await page.locator(".column").nth(2).locator(".facts").waitFor();
    await look("compare");
    await show("Documents");
    await page.locator(".state-failed").first().waitFor();
    await look("documents");
    await show("API");
    await page.locator(".operation summary", { hasText: "/search" }).click();
    await page.locator(".operation[open]").getByRole("button", { name: "Send" }).click();
    await page.locator(".received pre").waitFor();
    await look("API");
    expect(found).toEqual(Object.fromEntries(Object.keys(found).map((view) => [view, []])));
    await page.close();
  });

  it("can be used with the keyboard alone", { timeout: 90_000 }, async () => {
    const page = await openPage();
    /** Moves the focus with Tab, as a reader does, to what matches. */
    const tabTo = async (selector: string, key = "Tab") => {
      for (let step = 0; step < 80; step += 1) {
        if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
        await page.keyboard.press(key);
      }
      throw new Error(`no ${selector} by keyboard`);
    };
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the question");
    await page.keyboard.press("Enter");
    await tabTo("#question");
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
    await page.locator(".exchange .facts").first().waitFor();
    await tabTo("button.badge", "Shift+Tab");
    expect(await page.locator(".tip").textContent()).toMatch(/Quoted|Checked/u);
    await page.keyboard.press("Escape");
    await page.locator(".tip").waitFor({ state: "detached" });
    await tabTo("button.citation", "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.locator("mark.cited-current").first().waitFor();
    await expect.poll(() => page.evaluate("document.activeElement.closest('.source-panel') !== null")).toBe(true);
    await tabTo(".outline summary");
    await page.keyboard.press("Enter");
    await tabTo(".outline li button");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.locator(".source-panel").waitFor({ state: "detached" });
    // The reader is back where the source was opened.
    await expect.poll(() => page.evaluate("document.activeElement.matches('button.citation')")).toBe(true);
    await tabTo(".settings summary");
    await page.keyboard.press("Enter");
    await tabTo(".settings select");
    await tabTo("nav button:nth-of-type(2)", "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo("#question");
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
    await page.locator(".column .facts").first().waitFor();
    await tabTo("nav button:nth-of-type(3)", "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo(".index-run button");
    await page.keyboard.press("Enter");
    await page.getByText(/^Done: /u).waitFor();
    await tabTo(".tree button.document");
    await page.keyboard.press("Enter");
    await page.locator(".source-panel").waitFor();
    await page.keyboard.press("Escape");
    await tabTo("nav button:nth-of-type(4)", "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo(".operation summary");
    await page.keyboard.press("Enter");
    await tabTo(".operation-form button");
    await page.keyboard.press("Enter");
    await page.locator(".received").waitFor();
    await page.close();
  });
});
