import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { handMadePdf } from "../../test/hand-made-pdf.js";
import { pageTextsInTime } from "./page-texts-in-time.js";

const workerUrl = new URL("../../dist/pdf/pdf-parse-worker.js", import.meta.url);

// Workers are built files.
describe.skipIf(!existsSync(workerUrl))("the thread of the second reader", () => {
  it("gives the texts of the pages", async () => {
    const pages = ["first", "second"].map((text) => `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`);
    const texts = await pageTextsInTime(handMadePdf({ pages }), { workerUrl });
    expect(texts?.map((text) => text.trim())).toEqual(["first", "second"]);
  });

  it("ends when a damaged file keeps it busy", async () => {
    // Each object is read to the end of the file.
    const damaged = `%PDF-1.7\n${"7 0 obj\n<<\n/Type /Page\n%\n".repeat(5000)}`;
    expect(await pageTextsInTime(new TextEncoder().encode(damaged), { workerUrl, limitMs: 1000 })).toBeNull();
  });

  it("gives nothing when it cannot read the file", async () => {
    expect(await pageTextsInTime(new Uint8Array(100), { workerUrl })).toBeNull();
  });
});
