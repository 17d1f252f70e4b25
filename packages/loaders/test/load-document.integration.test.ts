import { loaderInput } from "@ragstone/testkit";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { loadDocument as load } from "../src/index.js";

const built = new URL("../dist/index.js", import.meta.url);
const page = (bytes: number) => `<!doctype html><title>T</title>${"<p>A valve of the pump.</p>\n".repeat(bytes / 28)}`;

// Only built code has workers.
describe.skipIf(!existsSync(built))("loadDocument", () => {
  const loadDocument: typeof load = async (...parameters) =>
    ((await import(built.href)) as { loadDocument: typeof load }).loadDocument(...parameters);

  it("ends within turns of the event loop when a large file is aborted", { timeout: 60_000 }, async () => {
    const controller = new AbortController();
    const loading = loadDocument(loaderInput("large.html", page(30_000_000)), { signal: controller.signal });
    setTimeout(() => controller.abort(), 10);
    await expect(loading).rejects.toMatchObject({ name: "AbortError" });
  });

  it("loads a file alike in this thread and, when it is larger, in a worker", { timeout: 60_000 }, async () => {
    const [small, large] = await Promise.all([
      loadDocument(loaderInput("file", page(20_000)), { mediaType: "text/html" }),
      loadDocument(loaderInput("file", page(1_200_000)), { mediaType: "text/html" }),
    ]);
    expect(large).toMatchObject({ title: "T", mediaType: "text/html" });
    expect(large.text.startsWith(small.text.trimEnd())).toBe(true);
    await expect(loadDocument(loaderInput("large.docx", `PK\u0003\u0004${"x".repeat(2e6)}`))).rejects.toMatchObject({
      reason: "malformed",
    });
  });
});
