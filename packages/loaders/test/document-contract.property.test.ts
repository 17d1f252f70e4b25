import { documentFault, isRagstoneError } from "@ragstone/core";
import { documentFaults, loaderInput } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDocument, loaderVersionOf } from "../src/index.js";
import { loaderOf } from "../src/load/loaders.js";
import { mediaTypeByExtension } from "../src/media/formats.js";
import { unsupportedFormats } from "../src/media/unsupported-formats.js";
import { formatSamples } from "./format-samples.js";

/** Text that breaks naive offsets: astral characters, controls, line separators, markup, very long words. */
const line = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        "\u{1F600}",
        "\ud83d",
        "\udc00x",
        "\u{1F468}\u200d\u{1F469}",
        "e\u0301",
        "\ufeff",
        "\u2028",
        "\u0000",
        "\u000b",
        "\\ud83d",
        "&#xD83D;",
        "<!--",
        "-->",
        "<table>",
        "]]>",
        "```",
        "---",
        "| a | b |",
        "====",
        '"',
        "\t",
        "\r",
        "words",
        "W".repeat(200),
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(" "));
const lines = fc.array(line, { minLength: 1, maxLength: 8 });

/** Where bytes are overwritten, as a share of the file, and with which ones. */
const damage = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ minLength: 1, maxLength: 6 })),
  {
    minLength: 1,
    maxLength: 6,
  },
);

const plain = ["The pump runs.", "Nobody is there, a|b \u{1F600}.", "1.5 and 2.5", "name: value"];

/** Faults in a loader's handling of bytes: none for a sound document or a typed error. */
async function faultsOf(path: string, content: Uint8Array | string | null): Promise<readonly string[]> {
  if (content === null) return [];
  try {
    const document = await loadDocument(loaderInput(path, content));
    const fault = documentFault(document);
    return fault === null ? documentFaults(document) : [fault];
  } catch (error) {
    if (!isRagstoneError(error) || error.code !== "document-failed") return [`untyped: ${String(error)}`];
    return error.message.includes("loader-fault") ? [error.message] : [];
  }
}

/** The sample, or `null` where its generator, not the loader, rejects the text. */
async function sampleOf(path: string, texts: readonly string[]): Promise<Uint8Array | string | null> {
  try {
    return await formatSamples[path]!(texts);
  } catch {
    return null;
  }
}

describe("the samples", () => {
  it("have a file for every loader", async () => {
    const paths = Object.keys(formatSamples);
    const documents = await Promise.all(
      paths.map(async (path) => loadDocument(loaderInput(path, await formatSamples[path]!(plain)))),
    );
    const sampled = new Set(await Promise.all(documents.map(({ mediaType }) => loaderOf(mediaType))));
    const missing = [];
    for (const mediaType of new Set(mediaTypeByExtension.values()))
      if (!unsupportedFormats.has(mediaType) && !sampled.has(await loaderOf(mediaType))) missing.push(mediaType);
    expect(missing).toEqual([]);
  });
});

describe("every loader has its version in the table that runs ask", () => {
  it.each(Object.keys(formatSamples))("%s", async (path) => {
    const { mediaType } = await loadDocument(loaderInput(path, await formatSamples[path]!(["The pump runs."])));
    expect((await loaderOf(mediaType)).version ?? 0).toBe(loaderVersionOf(mediaType));
  });
});

describe("every loader keeps the contract of its output", () => {
  const cases = Object.keys(formatSamples);

  it.each(cases)("%s of any text", async (path) => {
    await fc.assert(
      fc.asyncProperty(lines, async (texts) => {
        expect(await faultsOf(path, await sampleOf(path, texts))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it.each(cases)("%s with bytes overwritten", async (path) => {
    const sample = await formatSamples[path]!(plain);
    const whole = typeof sample === "string" ? new TextEncoder().encode(sample) : sample;
    await fc.assert(
      fc.asyncProperty(damage, async (places) => {
        const bytes = Uint8Array.from(whole);
        for (const [share, patch] of places)
          bytes.set(patch.slice(0, bytes.length), Math.floor(share * Math.max(0, bytes.length - patch.length)));
        expect(await faultsOf(path, bytes)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
