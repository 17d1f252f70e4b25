import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/**
 * Facts about a stored graph. The graph itself is a cache: without it, or with one that does not match, search is
 * exact.
 */
export interface GraphFacts {
  readonly format: 1;
  /** Which index it was made from: `meta.identity`. */
  readonly identity: string;
  /** Rows of `codes` with a later generation have changed since. */
  readonly generation: number;
  readonly dimensions: number;
  readonly elements: number;
  readonly deleted: number;
  readonly ef: number;
  /** Recall at 10 of the index's own vectors, moved, with that `ef`. */
  readonly recall: number;
  readonly file: string;
  readonly sha256: string;
}

const factsName = "graph.json";

export function readFacts(dir: string): GraphFacts | null {
  try {
    const facts = JSON.parse(readFileSync(join(dir, factsName), "utf8")) as GraphFacts;
    return facts.format === 1 && /^graph-\d+\.hnsw$/.test(facts.file) ? facts : null;
  } catch {
    return null;
  }
}

/** Writes a graph to a temporary sibling, synced, then its facts; a crash leaves the previous graph or this one. */
export async function writeGraph(
  dir: string,
  write: (path: string) => void,
  facts: Omit<GraphFacts, "format" | "file" | "sha256">,
): Promise<GraphFacts> {
  const file = `graph-${facts.generation}.hnsw`;
  const sibling = join(dir, `${file}.new`);
  write(sibling);
  sync(sibling);
  const complete: GraphFacts = { format: 1, ...facts, file, sha256: await fileHash(sibling) };
  renameSync(sibling, join(dir, file));
  const factsBeside = join(dir, `${factsName}.new`);
  writeFileSync(factsBeside, `${JSON.stringify(complete)}\n`);
  sync(factsBeside);
  renameSync(factsBeside, join(dir, factsName));
  for (const name of readdirSync(dir))
    if (/^graph-\d+\.hnsw(\.new)?$/.test(name) && name !== file) rmSync(join(dir, name), { force: true });
  return complete;
}

export async function fileHash(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(bytes as Uint8Array);
  return hash.digest("hex");
}

function sync(path: string): void {
  const handle = openSync(path, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
