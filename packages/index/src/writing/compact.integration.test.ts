import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { expect, it } from "vitest";
import { checkIndex } from "../doctor/check-index.js";
import { openIndex } from "../local/open-index.js";
import { openConnection } from "../store/driver.js";

it("stays small and right when the same documents are written over and over", async () => {
  const dir = mkdtempSync(join(tmpdir(), "ragstone-compact-"));
  const index = await openIndex({ dir, mode: "write", create: sampleFingerprint });
  const reader = await openIndex({ dir, mode: "read" });
  try {
    const put = async (path: string, round: number) => {
      const entry = sampleDocument(
        path,
        Array.from({ length: 300 }, (_, line) => `line ${line} of round ${round} in ${path}`).join("\n"),
      );
      await index.putVectors(sampleVectors(entry));
      await index.replaceDocument(entry);
    };
    await put("still.md", 0);
    const sizes: number[] = [];
    for (let round = 1; round <= 60; round += 1) {
      await put("a.md", round);
      await put("b.md", round);
      if (round % 5 === 0) await index.finish();
      if (round % 5 === 0) sizes.push(statSync(join(dir, "index.sqlite")).size);
      const found = await reader.search({
        text: `round ${round}`,
        vector: sampleVector(`line 7 of round ${round} in a.md`),
        k: 2,
      });
      expect(found.toSorted((one, other) => (other.scores.vector ?? 0) - (one.scores.vector ?? 0))[0]?.text).toBe(
        `line 7 of round ${round} in a.md`,
      );
      expect(found.every((hit) => hit.text.includes(`round ${round} `) || hit.path === "still.md")).toBe(true);
    }
    const beside = openConnection(join(dir, "index.sqlite"));
    const { value } = beside.prepare("SELECT value FROM meta WHERE key = 'next_ordinal'").get() as { value: number };
    beside.close();
    expect(value).toBeLessThan(12_000);
    expect(sizes.at(-1)!).toBeLessThan(2 * Math.max(...sizes.slice(0, 4)));
    expect((await checkIndex(dir)).filter((check) => !check.ok)).toEqual([]);
  } finally {
    await reader.close();
    await index.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
