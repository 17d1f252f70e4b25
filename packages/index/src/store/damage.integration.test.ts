import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRagstoneError, type IndexWriter } from "@ragstone/core";
import { sampleDocument, sampleFingerprint, sampleVector, sampleVectors } from "@ragstone/testkit";
import { expect, it } from "vitest";
import { openIndex } from "../local/open-index.js";

const words = ["cobalt", "copper", "valves", "pressure", "pumps"];
const textOf = (document: number) =>
  Array.from(
    { length: 12 },
    (_, line) => `line ${line} of ${document} speaks of ${words[(document * 7 + line) % 5]} and ${document * line}`,
  ).join("\n");

async function put(index: IndexWriter, path: string, text: string): Promise<void> {
  const entry = sampleDocument(path, text, { title: `About ${path}`, headings: ["Heading"], metadata: { path } });
  await index.putVectors(sampleVectors(entry));
  await index.replaceDocument(entry);
}

it("an index with flipped bits gives the right texts, or says that it is damaged, and nothing else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ragstone-damage-"));
  const sound = join(folder, "sound");
  const dir = join(folder, "damaged");
  const outcomes = { right: 0, damaged: 0 };
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      outcomes.right += 1;
    } catch (error) {
      if (!(isRagstoneError(error) && error.code === "index-damaged")) throw error;
      outcomes.damaged += 1;
    }
  };
  try {
    const index = await openIndex({ dir: sound, mode: "write", create: sampleFingerprint });
    for (let document = 0; document < 40; document += 1) {
      await put(index, `${document}.md`, textOf(document));
      // The last ones wait to be merged.
      if (document === 30) await index.finish();
    }
    await index.close();
    const bytes = readFileSync(join(sound, "index.sqlite"));
    for (let round = 0; round < 80; round += 1) {
      mkdirSync(dir);
      const spoiled = Buffer.from(bytes);
      for (const salt of [1, 2, 3])
        spoiled[((round * 3 + salt) * 2654435761) % bytes.length]! ^= 1 << ((round + salt) % 8);
      writeFileSync(join(dir, "index.sqlite"), spoiled);
      await attempt(async () => {
        const reader = await openIndex({ dir, mode: "read" });
        await attempt(async () => {
          for (const { path } of await reader.documents()) {
            // The path itself may be damaged: then there is no text of that name.
            await attempt(async () =>
              expect([undefined, textOf(Number.parseInt(path, 10))]).toContain((await reader.text(path))?.text),
            );
          }
        });
        await attempt(() => reader.chunks("3.md"));
        await attempt(() => reader.search({ text: "pressure pumps", vector: sampleVector("q"), k: 10 }));
        await attempt(() => reader.search({ text: "valves", k: 10, filter: { metadata: { path: "3.md" } } }));
        await reader.close();
      });
      await attempt(async () => {
        const writer = await openIndex({ dir, mode: "write" });
        await attempt(() => put(writer, "3.md", "another text"));
        await attempt(() => writer.finish());
        await writer.close();
      });
      rmSync(dir, { recursive: true });
    }
    expect(outcomes.damaged).toBeGreaterThan(10);
    expect(outcomes.right).toBeGreaterThan(1000);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
