import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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

  it("adds a folder that is dropped with all that is in it, and asks before a file is replaced", async () => {
    const source = join(dataDir, "crane");
    await mkdir(join(source, "old"), { recursive: true });
    await writeFile(join(source, "new.md"), "# Crane\n\nThe crane lifts 12 tonnes.\n");
    await writeFile(join(source, "old/paint.md"), "# Paint\n\nThe crane was painted red.\n");
    const page = await browser.newPage();
    await page.goto(served.address);
    await page.getByRole("button", { name: "Documents" }).click();
    const box = await page.locator(".drop").boundingBox();
    const session = await page.context().newCDPSession(page);
    const drop = async () => {
      const data = { items: [], files: [source], dragOperationsMask: 1 };
      for (const type of ["dragEnter", "dragOver", "drop"] as const)
        await session.send("Input.dispatchDragEvent", { type, x: box!.x + 20, y: box!.y + 20, data });
    };
    await drop();
    await page.getByText("2 files added.").waitFor();
    expect(await readFile(join(served.dir, "crane/old/paint.md"), "utf8")).toContain("painted red");
    await writeFile(join(source, "new.md"), "# Crane\n\nThe crane lifts 14 tonnes.\n");
    await drop();
    await page.getByRole("button", { name: "Replace crane/new.md" }).click();
    await page.getByText("1 file added.").waitFor();
    expect(await readFile(join(served.dir, "crane/new.md"), "utf8")).toContain("14 tonnes");
    await page.close();
  });
});
