import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { readWhole } from "./read-whole.js";

describe("reading a file of the table", () => {
  it("fills all of it, and says by how much a file is too short", () => {
    const folder = mkdtempSync(join(tmpdir(), "static-en-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const url = pathToFileURL(join(folder, "scales.bin"));
    writeFileSync(url, Uint8Array.of(1, 2, 3));
    const target = new Uint8Array(3);
    readWhole(url, target);
    expect([...target]).toEqual([1, 2, 3]);
    expect(() => readWhole(url, new Uint8Array(5))).toThrowError(
      expect.objectContaining({
        code: "model-damaged",
        [Symbol.for("ragstone.error")]: true,
        data: { file: "scales.bin", bytes: 3, expected: 5 },
      }),
    );
  });
});
