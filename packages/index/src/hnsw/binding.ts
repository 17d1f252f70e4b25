import { createRequire } from "node:module";

/** The part of `hnswlib-node`'s `HierarchicalNSW` that is used here. Vectors must be plain arrays. */
export interface HnswGraph {
  initIndex(
    maxElements: number,
    m: number,
    efConstruction: number,
    randomSeed: number,
    allowReplaceDeleted: boolean,
  ): void;
  resizeIndex(maxElements: number): void;
  addPoint(point: number[], label: number, replaceDeleted: boolean): void;
  markDelete(label: number): void;
  getPoint(label: number): number[];
  getIdsList(): number[];
  getMaxElements(): number;
  getCurrentCount(): number;
  setEf(ef: number): void;
  searchKnn(query: number[], k: number): { readonly distances: number[]; readonly neighbors: number[] };
  writeIndexSync(path: string): void;
  readIndexSync(path: string, allowReplaceDeleted: boolean): void;
  /** Reads on a thread of libuv's; the graph must not be used before it resolves. */
  readIndex(path: string, allowReplaceDeleted: boolean): Promise<boolean>;
}

interface Binding {
  readonly HierarchicalNSW: new (space: "ip", dimensions: number) => HnswGraph;
}

let binding: Binding | null | undefined;

/** A graph of vectors by inner product, or `null` where the optional `hnswlib-node` is absent or was not compiled. */
export function createGraph(dimensions: number): HnswGraph | null {
  binding ??= load();
  return binding === null ? null : new binding.HierarchicalNSW("ip", dimensions);
}

function load(): Binding | null {
  try {
    const loaded = createRequire(import.meta.url)("hnswlib-node") as Binding | { readonly default: Binding };
    return "default" in loaded ? loaded.default : loaded;
  } catch {
    return null;
  }
}
