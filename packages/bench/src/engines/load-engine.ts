import type { Embedder } from "@ragstone/core";
import { fillPassageIndex } from "../index/make-passage-index.js";
import type { BenchEngine } from "./bench-engine.js";
import { pathOf, type EngineData } from "./engine-data.js";

/** What filling an index took. */
export interface EngineLoad {
  /** Until each document is committed. */
  readonly writeMs: number;
  /** What ends the run: the graph, mostly. */
  readonly finishMs: number;
  readonly bytes: number;
}

/** Fills an index with the passages, by one writer. Their vectors are computed again, which takes seconds. */
export async function loadEngine(engine: BenchEngine, embedder: Embedder, { texts }: EngineData): Promise<EngineLoad> {
  const provider = engine.provider("search");
  const index = await provider.write({ create: { embedder: embedder.fingerprint, chunker: "bench" } });
  const started = performance.now();
  await fillPassageIndex(index, embedder, texts, pathOf);
  const written = performance.now();
  await index.finish();
  const finished = performance.now();
  await index.close();
  return { writeMs: written - started, finishMs: finished - written, bytes: await engine.bytesOf("search") };
}
