import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { evalRetrieval } from "./eval-retrieval.js";
import { readCollection } from "./read-collection.js";

const jsonl = (lines: readonly object[]) => lines.map((line) => JSON.stringify(line)).join("\n");

describe("the evaluation of retrieval", () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "ragstone-collection-"));
    await mkdir(join(dir, "qrels"));
    await writeFile(
      join(dir, "corpus.jsonl"),
      jsonl([
        { _id: "rent", title: "Rent", text: "The tenant pays the rent on the first day of each month." },
        { _id: "keys", title: "Keys", text: "Signing keys are rotated every ninety days." },
        { _id: "sugar", text: "Photosynthesis turns light into sugar." },
      ]),
    );
    await writeFile(
      join(dir, "queries.jsonl"),
      jsonl([
        { _id: "1", text: "When is rent due?" },
        { _id: 2, text: "key rotation" },
        { _id: "unjudged", text: "sugar" },
      ]),
    );
    await writeFile(
      join(dir, "qrels", "test.tsv"),
      "query-id\tcorpus-id\tscore\n1\trent\t2\n2\tkeys\t1\n2\tsugar\t0\n",
    );
  });
  afterAll(() => rm(dir, { recursive: true }));

  it("reads documents, judged queries and gains", async () => {
    const { documents, queries } = await readCollection(dir);
    expect(documents.map(({ id, title }) => [id, title])).toEqual([
      ["rent", "Rent"],
      ["keys", "Keys"],
      ["sugar", ""],
    ]);
    expect(queries.map(({ id, gains }) => [id, [...gains]])).toEqual([
      ["1", [["rent", 2]]],
      ["2", [["keys", 1]]],
    ]);
  });

  it("finds the documents in every mode and writes its output", async () => {
    const lines: string[] = [];
    const json = join(dir, "out.json");
    const rows = await evalRetrieval([dir], { json, write: (line) => lines.push(line) });
    expect(rows.map(({ documents, mode, ndcg10, recall100 }) => [documents, mode, ndcg10, recall100])).toEqual(
      ["whole", "chunked"].flatMap((documents) =>
        ["text", "vector", "fused", "search"].map((mode) => [documents, mode, 1, mode === "search" ? null : 1]),
      ),
    );
    expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject({
      eval: "retrieval",
      rows: JSON.parse(JSON.stringify(rows)) as unknown,
    });
    expect(lines.join("\n")).toContain("1.000 (1.000)");
  });

  it("names a folder and a line that cannot be read", async () => {
    await expect(evalRetrieval([join(dir, "nowhere")])).rejects.toMatchObject({ code: "collection-malformed" });
    const broken = await mkdtemp(join(tmpdir(), "ragstone-collection-"));
    await writeFile(join(broken, "corpus.jsonl"), '{"_id": "1"}\n{');
    await expect(readCollection(broken)).rejects.toMatchObject({ message: expect.stringContaining("Line 2 of") });
    await rm(broken, { recursive: true });
  });
});
