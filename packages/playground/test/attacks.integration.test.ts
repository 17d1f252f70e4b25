import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { browserPath } from "@ragstone/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attackPayloads } from "./attack-payloads.js";
import { openBrowser } from "./open-browser.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

const payloads = attackPayloads.map((payload) => payload.replaceAll("HOST", "attacker.example"));

/** Payloads in groups of ten. */
const groups = Array.from({ length: Math.ceil(payloads.length / 10) }, (_, at) =>
  payloads.slice(10 * at, 10 * at + 10),
);

/** A model whose answers are the payloads, a group each. */
async function hostileModel(): Promise<Server> {
  let calls = 0;
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(200, { "content-type": "text/event-stream" });
    const content = groups[calls % groups.length]!.map((payload) => `Signing keys: ${payload} [1]`).join("\n\n");
    calls += 1;
    for (const [delta, finish_reason] of [
      [{ role: "assistant", content }, null],
      [{}, "stop"],
    ] as const) {
      const choices = [{ index: 0, delta, finish_reason }];
      outgoing.write(
        `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 0, model: "hostile", choices })}\n\n`,
      );
    }
    outgoing.end("data: [DONE]\n\n");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** As much of a payload as a file may be called. */
function fileName(payload: string, index: number): string {
  const plain = payload.replaceAll(/[\u0000-\u001f/]/gu, "_").slice(0, 80);
  return `names/${index} ${plain}.md`;
}

describe.skipIf(browserPath === null)("attacks on the playground in Chromium", () => {
  let browser: Browser;
  let served: ServedFolder;
  let model: Server;
  let page: Page;
  const foreign: string[] = [];

  beforeAll(async () => {
    const texts = groups.map((group, index) => [
      `texts/text-${index}.md`,
      `# Texts ${index}\n\n${group.join("\n\n").replaceAll("\0", "")}\n`,
    ]);
    const headings = groups.map((group, index) => [
      `headings/heading-${index}.md`,
      group.map((payload) => `# ${payload.replaceAll(/[\n\0]/gu, " ")}\n\nBelow.\n`).join("\n"),
    ]);
    const names = payloads.map((payload, index) => [fileName(payload, index), `# Name ${index}\n\nText.\n`]);
    const keys = { "keys.md": "# Keys\n\nSigning keys are rotated every 90 days.\n" };
    const files = { ...keys, ...Object.fromEntries([...texts, ...headings, ...names]) };
    model = await hostileModel();
    const baseUrl = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
    const flags = ["--model", "openai:hostile", "--base-url", baseUrl];
    [browser, served] = await Promise.all([openBrowser(), serveFolder(files, flags, { OPENAI_API_KEY: "none" })]);
    page = await browser.newPage({ bypassCSP: false });
    page.on("request", (request) => {
      const isOurs = request.url().startsWith(new URL(served.address).origin) || request.url().startsWith("blob:");
      if (!isOurs) foreign.push(request.url());
    });
  });

  beforeEach(async () => {
    await page.goto("about:blank");
    await page.goto(served.address);
    await page.waitForSelector("#question");
  });

  afterAll(async () => {
    model?.close();
    await Promise.all([browser?.close(), served?.stop()]);
  });

  async function expectHarmless(): Promise<void> {
    expect(await page.evaluate("window.attacked ?? null")).toBeNull();
    expect(foreign).toEqual([]);
    expect(
      await page.locator("#app :is(img, iframe, script, svg, style, object, embed, form[action], [onerror])").count(),
    ).toBe(0);
  }

  it("shows what a model wrote as text", async () => {
    for (const [index, group] of groups.entries()) {
      await page.fill("#question", `How often are signing keys rotated, part ${index}?`);
      await page.keyboard.press("Enter");
      await page.locator(".exchange .facts").first().waitFor();
      const shown = await page.locator(".exchange").first().textContent();
      expect(shown!.split("Signing keys:").length).toBeGreaterThan(group.length);
      await expectHarmless();
      await page.locator("button", { hasText: "New conversation" }).click();
    }
  });

  it("shows names, headings and texts of documents as text", async () => {
    await page.locator("nav button", { hasText: "Documents" }).click();
    await page.locator("button.document").first().waitFor();
    for (const kind of ["text", "heading"]) {
      for (const index of groups.keys()) {
        await page.locator("input[type=search]").fill(`${kind}-${index}.md`);
        const document = page.locator("button.document", { hasText: `${kind}-${index}.md` });
        await document.waitFor();
        await document.click();
        await page.locator(".source-panel .text-source").waitFor();
        for (const summary of await page.locator(".outline summary").all()) await summary.click();
        await expectHarmless();
        await page.keyboard.press("Escape");
      }
    }
    await page.locator("input[type=search]").fill("names/");
    // The list is found anew a moment after the last key.
    await expect.poll(() => page.locator("button.document").count(), { timeout: 10_000 }).toBe(payloads.length);
    await expectHarmless();
  });
});
