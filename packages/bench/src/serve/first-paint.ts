import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { median } from "../measure/median.js";

const places = [process.env["RAGSTONE_BROWSER"] ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** First paint of the page in Chromium with its processor slowed down, median of `runs`; `null` without a Chromium. */
export async function firstPaintMs(address: string, { slowdown = 4, runs = 7 } = {}): Promise<number | null> {
  const executablePath = places.find((path) => path !== "" && existsSync(path));
  if (executablePath === undefined) return null;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const times: number[] = [];
    // The first page starts parts of the browser.
    for (let run = -1; run < runs; run += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
      await page.goto(address);
      await page.waitForSelector("#question");
      const paint = `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null`;
      const painted = await page.waitForFunction(paint).then((handle) => handle.jsonValue() as Promise<number>);
      if (run >= 0) times.push(painted);
      await context.close();
    }
    return median(times);
  } finally {
    await browser.close();
  }
}
