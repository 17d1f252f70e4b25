import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPath } from "@ragstone/testkit";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openBrowser } from "./open-browser.js";
import { serveFolder, type ServedFolder } from "./served-folder.js";

const keys = "# Signing keys\n\nSigning keys are rotated every 90 days by the platform team.\n";

describe.skipIf(browserPath === null)("the playground of a server that keeps conversations and takes files", () => {
  let browser: Browser;
  let served: ServedFolder;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "ragstone-page-data-"));
    vi.stubEnv("XDG_DATA_HOME", dataDir);
    [browser, served] = await Promise.all([openBrowser(), serveFolder({ "keys.md": keys }, ["--history", "--write"])]);
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), served?.stop()]);
    vi.unstubAllEnvs();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("lists a conversation after the page is closed, opens it again, and erases it", async () => {
    const question = "How often are signing keys rotated?";
    const first = await browser.newPage();
    await first.goto(served.address);
    await first.fill("#question", question);
    await first.keyboard.press("Enter");
    await first.locator(".exchange .facts").waitFor();
    await first.close();

    const page = await browser.newPage();
    await page.goto(served.address);
    await page.locator(".history summary").click();
    await page.getByRole("button", { name: question, exact: true }).click();
    await page.locator(".exchange .facts").waitFor();
    expect(await page.locator(".exchange").innerText()).toContain("Signing keys are rotated every 90 days");
    await page.getByRole("button", { name: "New conversation" }).click();
    await page.locator(".history summary").click();
    await page.getByRole("button", { name: `Erase: ${question}` }).click();
    await page.getByText("Nothing asked yet.").waitFor();
    await page.close();
  });

  it("adds a file that is dropped, and indexes it", async () => {
    const page = await browser.newPage();
    await page.goto(served.address);
    await page.getByRole("button", { name: "Documents" }).click();
    await page.locator(".drop").waitFor();
    const transfer = await page.evaluateHandle(`(() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File(["# Pump\\n\\nThe pump was serviced in May.\\n"], "pump.md"));
      return dropped;
    })()`);
    await page.dispatchEvent(".drop", "drop", { dataTransfer: transfer });
    await page.getByRole("button", { name: "Index now" }).click();
    await page.getByText(/^Done: /u).waitFor();
    await page.getByRole("button", { name: "pump.md" }).waitFor();
    expect(await page.locator(".tree").innerText()).toContain("pump.md");
    await page.close();
  });
});
