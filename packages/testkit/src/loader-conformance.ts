import { isRagstoneError, type Loader } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import { documentFaults } from "./document-faults.js";
import { loaderInput } from "./loader-input.js";

/** A file that a loader must load. */
export interface LoaderSample {
  readonly path: string;
  readonly content: Uint8Array | string;
  /** Words that the text must contain. */
  readonly contains?: readonly string[];
}

export interface LoaderConformanceOptions {
  readonly loader: Loader;
  readonly samples: readonly LoaderSample[];
  /** Whether the text is the file itself, decoded. Samples are then UTF-8. @defaultValue false */
  readonly verbatim?: boolean;
}

/** Shares of a sample that are loaded as a file cut short. */
const cuts = [0, 0.1, 0.5, 0.9, 0.99];

/**
 * The contract of every {@link Loader}: sound documents, the same each time, facts of the file kept, and typed errors
 * for bad bytes.
 */
export function describeLoader(name: string, { loader, samples, verbatim = false }: LoaderConformanceOptions): void {
  describe.each(samples)(`${name} is a loader: $path`, ({ path, content, contains = [] }) => {
    const input = loaderInput(path, content, 1234.5);

    it("makes a sound document", async () => {
      const document = await loader.load(input);
      expect(documentFaults(document)).toEqual([]);
      expect(contains.filter((word) => !document.text.includes(word))).toEqual([]);
    });

    it("keeps path, hash, size and time, and leaves the bytes alone", async () => {
      const before = Uint8Array.from(input.bytes);
      const { path: kept, sha256, bytes, modifiedMs, mediaType } = await loader.load(input);
      expect({ kept, sha256, bytes, modifiedMs }).toEqual({
        kept: path,
        sha256: input.sha256,
        bytes: input.bytes.byteLength,
        modifiedMs: 1234.5,
      });
      expect(loader.mediaTypes).toContain(mediaType);
      expect(Buffer.compare(before, input.bytes)).toBe(0);
    });

    it("is loaded the same twice", async () => {
      expect(await loader.load(input)).toEqual(await loader.load(input));
    });

    it.skipIf(!verbatim)("has the file itself as text", async () => {
      expect((await loader.load(input)).text).toBe(new TextDecoder().decode(input.bytes));
    });

    it.each(cuts)("is loaded or rejected with a reason when only %d of it is there", async (share) => {
      const cut = loaderInput(path, input.bytes.slice(0, Math.floor(input.bytes.byteLength * share)));
      expect(await loader.load(cut).then(documentFaults, untypedFaults)).toEqual([]);
    });
  });
}

function untypedFaults(error: unknown): string[] {
  return isRagstoneError(error) && error.code === "document-failed" ? [] : [`not a document error: ${String(error)}`];
}
