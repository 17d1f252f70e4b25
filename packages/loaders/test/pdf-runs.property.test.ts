import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withDocument } from "../src/pdf/open-document.js";
import { readRuns } from "../src/pdf/read-runs.js";
import { drawPdf } from "./draw-pdf.js";

interface Read {
  readonly letters: string;
  readonly glyphs: number;
  readonly left: number;
  readonly right: number;
}

/** The first page as runs, and letter by letter with one call for each fact. */
async function bothWays(bytes: Uint8Array): Promise<{ readonly runs: Read; readonly letters: Read }> {
  return withDocument("a.pdf", bytes, async ({ engine, handle }) => {
    const { calls } = engine;
    const page = calls.FPDF_LoadPage(handle, 0);
    const textPage = calls.FPDFText_LoadPage(page);
    const { runs } = readRuns(engine, textPage);
    const box = engine.allocate(16);
    const read = { letters: "", glyphs: 0, left: 0, right: 0 };
    for (let index = 0; index < calls.FPDFText_CountChars(textPage); index += 1) {
      const code = calls.FPDFText_GetUnicode(textPage, index);
      // The engine's sign for a hyphen at the end of a line.
      const letter = code === 2 ? "-" : String.fromCodePoint(code);
      if (calls.FPDFText_IsGenerated(textPage, index) === 1 || letter.trim() === "") continue;
      calls.FPDFText_GetLooseCharBox(textPage, index, box);
      const view = new DataView(engine.heap().buffer, box, 16);
      read.letters += letter;
      read.glyphs += 1;
      if (read.glyphs === 1) read.left = view.getFloat32(0, true);
      read.right = view.getFloat32(8, true);
    }
    engine.free(box);
    const joined = {
      letters: runs.map((run) => run.text).join(""),
      glyphs: runs.reduce((sum, run) => sum + run.glyphs, 0),
      left: runs[0]?.x0 ?? 0,
      right: runs.at(-1)?.x1 ?? 0,
    };
    calls.FPDFText_ClosePage(textPage);
    calls.FPDF_ClosePage(page);
    return { runs: joined, letters: read };
  });
}

describe("runs of a PDF", () => {
  it("contain every letter once, between the same edges as letter by letter", async () => {
    const words = fc.array(
      fc.constantFrom(
        "pump",
        "Straße",
        "na\u00efve",
        "(a,b)",
        "A-B",
        "1,204.50",
        "\u2022",
        "\u201cquoted\u201d",
        "x".repeat(60),
        "\u20ac",
      ),
      { minLength: 1, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 4 }), async (lines) => {
        const { runs, letters } = await bothWays(await drawPdf(lines.map((line) => line.join(" "))));
        expect(runs).toEqual(letters);
      }),
      { numRuns: 60 },
    );
  });

  it("are fewer than the letters of prose", async () => {
    const bytes = await drawPdf(["The pump runs whenever the level in the tank falls below the lower mark."]);
    const runs = await withDocument(
      "a.pdf",
      bytes,
      async ({ engine, handle }) =>
        readRuns(engine, engine.calls.FPDFText_LoadPage(engine.calls.FPDF_LoadPage(handle, 0))).runs,
    );
    expect(runs.map((run) => run.text).join(" ")).toMatch(
      /^T ?he pump runs whenever the level in the tank falls below the lower mark\.$/,
    );
  });
});
