import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { RagstoneError } from "@ragstone/core";

export interface CollectionDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/**
 * A test collection in BEIR layout: documents, queries, and for each query the gain of the documents that answer it.
 */
export interface Collection {
  /** Name of its folder. */
  readonly name: string;
  readonly documents: readonly CollectionDocument[];
  /** Queries with at least one relevant document. */
  readonly queries: readonly {
    readonly id: string;
    readonly text: string;
    readonly gains: ReadonlyMap<string, number>;
  }[];
}

/**
 * Reads `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` (or the only other file of `qrels/`). Judgements of 0 or
 * less are not relevant.
 *
 * @throws {@link RagstoneError} `collection-malformed` naming the file and line that cannot be read
 */
export async function readCollection(dir: string): Promise<Collection> {
  const documents = (await readLines(join(dir, "corpus.jsonl"))).map(({ _id: id, title, text }) => ({
    id: String(id),
    title: title ?? "",
    text: text ?? "",
  }));
  const gains = await readGains(dir);
  const queries = (await readLines(join(dir, "queries.jsonl")))
    .map(({ _id: id, text }) => ({
      id: String(id),
      text: text ?? "",
      gains: gains.get(String(id)) ?? new Map<string, number>(),
    }))
    .filter(({ gains }) => gains.size > 0);
  return { name: basename(resolve(dir)), documents, queries };
}

interface Line {
  readonly _id: string | number;
  readonly title?: string;
  readonly text?: string;
}

async function readLines(path: string): Promise<Line[]> {
  const lines = (await read(path)).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as Line];
    } catch (cause) {
      throw malformed(path, index + 1, "is not JSON", cause);
    }
  });
}

async function readGains(dir: string): Promise<Map<string, Map<string, number>>> {
  const names = (
    await readdir(join(dir, "qrels")).catch((cause: unknown) => Promise.reject(missing(join(dir, "qrels"), cause)))
  ).filter((name) => name.endsWith(".tsv"));
  const path = join(dir, "qrels", names.includes("test.tsv") ? "test.tsv" : (names[0] ?? "test.tsv"));
  const gains = new Map<string, Map<string, number>>();
  for (const [index, line] of (await read(path)).split("\n").entries()) {
    const [query, document, score] = line.trim().split("\t");
    if (line.trim() === "" || (index === 0 && !Number.isFinite(Number(score)))) continue;
    const gain = Number(score);
    if (query === undefined || document === undefined || !Number.isFinite(gain))
      throw malformed(path, index + 1, "is not query, document and score");
    if (gain <= 0) continue;
    const ofQuery = gains.get(query) ?? new Map<string, number>();
    gains.set(query, ofQuery.set(document, gain));
  }
  return gains;
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw missing(path, cause);
  }
}

function missing(path: string, cause: unknown): RagstoneError {
  return new RagstoneError(
    "collection-malformed",
    `${path} cannot be read; expected a folder in BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv.`,
    { hint: "Give the folder that contains corpus.jsonl.", cause },
  );
}

function malformed(path: string, line: number, what: string, cause?: unknown): RagstoneError {
  return new RagstoneError("collection-malformed", `Line ${line} of ${path} ${what}.`, {
    hint: "Mend the line, or leave it out.",
    cause,
  });
}
