import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const script = join(import.meta.dirname, "../../../scripts/api-report.mjs");

test("the pages in docs/api list what the packages export, and apps can name every type", async () => {
  const { stderr } = await promisify(execFile)(process.execPath, [script, "--check"]).catch(
    (error: { readonly stderr: string }) => error,
  );
  expect(stderr).toBe("");
});

test("ragstone exports no helper of its parts", async () => {
  const library = await import("../dist/index.js");
  expect(Object.keys(library).toSorted()).toEqual([
    "DocumentError",
    "EmbedTextError",
    "IndexError",
    "InterruptedError",
    "InvalidOptionError",
    "RagstoneError",
    "RemoteError",
    "addModel",
    "copyIndex",
    "escapeGlob",
    "isRagstoneError",
    "listModels",
    "openRagstone",
    "verifyAnswer",
  ]);
});
