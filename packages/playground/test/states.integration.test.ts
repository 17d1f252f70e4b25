import { rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { browserPath } from "@ragstone/testkit";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fakeProvider, type FakeProvider } from "./fake-provider.js";
import { openBrowser } from "./open-browser.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

const keys = "# Signing keys\n\nSigning keys are rotated every 90 days by the platform team.\n";
const pump = "# Pump\n\nThe pump was serviced in May 2024 by Anna Berg.\n";
const question = "How often are signing keys rotated?";

describe.skipIf(browserPath === null)("what the page shows when something goes wrong", () => {
  let browser: Browser;
  let provider: FakeProvider;
  let served: ServedFolder;

  beforeAll(async () => {
    [browser, provider] = await Promise.all([openBrowser(), fakeProvider()]);
    const flags = ["--model", "openai:quick", "--base-url", provider.url, "--token", "team=path:pump.md"];
    served = await serveFolder({ "keys.md": keys, "pump.md": pump }, flags, { OPENAI_API_KEY: "sk-test" });
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), served?.stop()]);
    await provider?.stop();
  });

  async function openPage(address = served.address): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForSelector("#question");
    return page;
  }

  /** Chooses a model of the provider by its name, which says how it behaves. */
  async function choose(page: Page, model: string): Promise<void> {
    await page.locator(".settings summary").click();
    await page.locator(".settings select").first().selectOption({ label: "Another model …" });
    await page.locator(".model-select input").fill(`openai:${model}`);
    await page.locator(".settings summary").click();
  }

  async function ask(page: Page, asked: string): Promise<void> {
    await page.fill("#question", asked);
    await page.keyboard.press("Enter");
  }

  it("stops an answer, says that it was not checked, and asks again in its place", async () => {
    const page = await openPage();
    await choose(page, "slow");
    await ask(page, question);
    await page.getByText("word10").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("Stopped.").waitFor();
    await expect.poll(provider.open, { timeout: 3000 }).toBe(0);
    expect(await page.locator(".exchange").innerText()).toContain("nothing in it was checked");
    await page.getByRole("button", { name: "Ask again" }).click();
    await page.getByText("word10").waitFor();
    expect(await page.locator(".exchange").count()).toBe(1);
    await page.close();
    // A reader that leaves ends the call as well.
    await expect.poll(provider.open, { timeout: 3000 }).toBe(0);
  });

  it("keeps what a provider wrote before it died, with the reason", async () => {
    const page = await openPage();
    await choose(page, "dies");
    await ask(page, question);
    await page.locator(".exchange .failure").waitFor();
    const shown = await page.locator(".exchange").innerText();
    expect(shown).toContain("word20");
    expect(shown).toContain("openai:dies could not be reached");
    expect(shown).toContain("nothing in it was checked");
    await page.close();
  });

  it("draws an answer of 100,000 tokens whole, and stays usable", { timeout: 120_000 }, async () => {
    const page = await openPage();
    await choose(page, "long");
    await ask(page, question);
    await page.getByText("Line 10 of the answer.").waitFor();
    await page.fill("#question", "typed meanwhile");
    await page.locator(".exchange .facts").waitFor({ timeout: 100_000 });
    const text = await page.locator(".answer-text").textContent();
    const numbers = Array.from(String(text).matchAll(/Line (\d+) of the answer/gu), ([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 12_500 }, (_, at) => at + 1));
    expect(await page.inputValue("#question")).toBe("typed meanwhile");
    await page.close();
  });

  it("compares models, one of which fails, without stopping the others", async () => {
    const page = await openPage();
    await page.locator("nav button", { hasText: "Compare" }).click();
    await page.getByRole("button", { name: "Add a model" }).click();
    for (const [index, model] of ["quick", "broken", "slow"].entries()) {
      const column = page.locator(".column").nth(index);
      await column.locator("select").selectOption({ label: "Another model …" });
      await column.locator(".model-select input").fill(`openai:${model}`);
    }
    await page.locator(".column").nth(2).getByLabel("With documents").uncheck();
    await ask(page, question);
    await page.locator(".column").nth(0).locator(".counts", { hasText: "1 of 1" }).waitFor();
    await page.locator(".column").nth(1).locator(".failure").waitFor();
    expect(await page.locator(".column").nth(1).innerText()).toContain("the model broken is out of order");
    const plain = page.locator(".column").nth(2);
    await plain.getByText("word10").waitFor();
    expect(await plain.innerText()).toContain("Ungrounded");
    await page.getByRole("button", { name: "Stop" }).click();
    await plain.getByText("Stopped.").waitFor();
    // The comparison is still there when its reader comes back.
    await page.locator("nav button", { hasText: "Documents" }).click();
    await page.locator("nav button", { hasText: "Compare" }).click();
    expect(await page.locator(".columns").innerText()).toContain("1 of 1 claims verified");
    await page.close();
  });

  it("tells of each citation on screen whether it is intact, moved, changed or gone", { timeout: 90_000 }, async () => {
    const page = await openPage();
    const state = (name: string) => page.locator(`.state-${name}`).first().waitFor({ timeout: 20_000 });
    const file = join(served.dir, "keys.md");
    await ask(page, question);
    await page.locator(".exchange .facts").waitFor();
    await writeFile(file, `${keys}\nMore about keys.\n`);
    await state("intact");
    await writeFile(file, `A new first paragraph.\n\n${keys}`);
    await state("moved");
    await writeFile(file, keys.replace("90", "30"));
    await state("changed");
    expect(await page.locator(".recheck").innerText()).toContain("no longer holds");
    await unlink(file);
    await state("gone");
    await writeFile(file, keys);
    await state("intact");
    await page.close();
  });

  it("verifies again on screen for a scoped caller, who can save the answer as a page", async () => {
    const token = served.tokens["team"]!;
    const page = await openPage(served.address.replace(/token=.*/u, `token=${token}`));
    await page.locator(".settings summary").click();
    await page.locator(".settings select").first().selectOption("extractive");
    await ask(page, "When was the pump serviced?");
    await page.locator(".exchange .facts").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save as a page" }).click();
    expect((await saved).suggestedFilename()).toBe("answer.html");
    await writeFile(join(served.dir, "pump.md"), pump.replace("May 2024", "June 2024"));
    await page
      .locator(".recheck")
      .getByText(/changed/u)
      .waitFor({ timeout: 20_000 });
    await writeFile(join(served.dir, "pump.md"), pump);
    await page.close();
  });

  it(
    "reports a folder that disappears, goes on answering, and takes the report back",
    { timeout: 60_000 },
    async () => {
      const page = await openPage();
      await rename(served.dir, `${served.dir}-away`);
      await page.locator("nav button", { hasText: "Documents" }).click();
      await page.getByRole("button", { name: "Index now" }).click();
      const notice = page.locator("main > .failure");
      await notice.waitFor({ timeout: 20_000 });
      expect(await notice.innerText()).toContain(served.dir);
      await page.locator("nav button", { hasText: "Ask" }).click();
      await ask(page, question);
      await page.locator(".exchange .facts").waitFor();
      await rename(`${served.dir}-away`, served.dir);
      await notice.waitFor({ state: "detached", timeout: 30_000 });
      await page.close();
    },
  );

  it("sends requests of the API view, streams too", async () => {
    const page = await openPage();
    await page.locator("nav button", { hasText: "API" }).click();
    await page.locator(".operation summary", { hasText: "/ask" }).click();
    const form = page.locator(".operation[open]");
    expect(JSON.parse(await form.locator("textarea").inputValue())).toMatchObject({ question: "" });
    await form.locator("textarea").fill(JSON.stringify({ question, stream: true }));
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("event: answer").waitFor();
    expect(await form.locator(".received").innerText()).toContain("200 OK");
    await form.locator("textarea").fill("{");
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("The body is not JSON").waitFor();
    await page.close();
  });
});
