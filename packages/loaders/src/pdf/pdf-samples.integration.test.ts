import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isRagstoneError, type SourceDocument } from "@ragstone/core";
import { PDFParse } from "pdf-parse";
import { describe, expect, it } from "vitest";
import { pdfLoader } from "./pdf-loader.js";

const folder = resolve(import.meta.dirname, "../../../../../shared/data/pdf");

/** A file takes this long at most, the time limit that the samples were chosen for. */
const limitMs = 20_000;

async function load(path: string): Promise<SourceDocument> {
  return pdfLoader.load({ path, bytes: readFileSync(resolve(folder, path)), sha256: "0".repeat(64), modifiedMs: null });
}

/**
 * The measure: words are runs of letters, digits and underscores in lower case; precision and recall compare both texts
 * as multisets of words. No text is corrected, for any engine.
 */
function score(truth: string, text: string): { readonly precision: number; readonly recall: number } {
  const [a, b] = [truth, text].map((part) => {
    const counts = new Map<string, number>();
    for (const word of part.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }) as [Map<string, number>, Map<string, number>];
  let shared = 0;
  for (const [word, count] of b) shared += Math.min(count, a.get(word) ?? 0);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { precision: shared / total(b), recall: shared / total(a) };
}

describe.skipIf(!existsSync(folder))("PDFs of others (needs ../shared/data/pdf)", () => {
  it("reads the words of a book of formulas no worse than pdf-parse does", async () => {
    const truth = readFileSync(resolve(folder, "geotopo/GeoTopo-ground-truth.txt"), "utf8");
    const ours = score(truth, (await load("geotopo/GeoTopo.pdf")).text);
    const parser = new PDFParse({ data: new Uint8Array(readFileSync(resolve(folder, "geotopo/GeoTopo.pdf"))) });
    const theirs = score(truth, (await parser.getText()).pages.map((page) => page.text).join("\n\n"));
    await parser.destroy();
    expect(ours.precision).toBeGreaterThanOrEqual(theirs.precision - 0.005);
    expect(ours.recall).toBeGreaterThanOrEqual(theirs.recall - 0.005);
  });

  it("reads text wherever pdftotext found some, or gives a reason, within the time limit", async () => {
    const found = new Map(
      readFileSync(resolve(folder, "pdfjs/poppler.tsv"), "utf8")
        .split("\n")
        .slice(1)
        .filter((line) => line !== "")
        .map((line) => [line.split("\t")[0]!, Number(line.split("\t")[2])]),
    );
    const silent: string[] = [];
    const slow: string[] = [];
    for (const name of readdirSync(resolve(folder, "pdfjs")).filter((file) => file.endsWith(".pdf"))) {
      const start = performance.now();
      const outcome = await load(`pdfjs/${name}`).catch((error: unknown) => error);
      if (performance.now() - start > limitMs) slow.push(name);
      const reasoned = isRagstoneError(outcome) && outcome.code === "document-failed" && outcome.data["detail"] !== "";
      if (!reasoned && (found.get(name) ?? 0) > 0 && (outcome as SourceDocument).text === "") silent.push(name);
      if (!reasoned && typeof (outcome as SourceDocument).text !== "string") silent.push(name);
    }
    expect({ silent, slow, files: found.size }).toEqual({ silent: [], slow: [], files: 65 });
  });

  it("reads two columns in order, Arabic in the order it is read, and a locked file not at all", async () => {
    const columns = (await load("samples/026-multicolumn.pdf")).text;
    expect(columns.indexOf("Abstract")).toBeLessThan(
      columns.indexOf("Lorem ipsum dolor sit amet, consectetuer adipiscing elit. Ut purus elit"),
    );
    expect(columns).toContain("Austria | 8.9 | 83,879 | Vienna | German");
    expect((await load("samples/015-habibi.pdf")).text).toContain("habibi حَبيبي");
    await expect(load("samples/005-libreoffice-writer-password.pdf")).rejects.toMatchObject({ reason: "encrypted" });
  });
});
