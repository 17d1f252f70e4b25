import { existsSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { Database } from "../store/_database.js";
import { openConnection } from "../store/_driver.js";
import { indexFiles } from "../store/_files.js";
import { VectorMemory } from "../vectors/_vector-memory.js";
import { createGraph } from "./_binding.js";
import { buildGraph, chooseEf, metaOf, recallWanted, storedSlots, updateGraph, type BuiltGraph } from "./_build-graph.js";
import { fileHash, readFacts, writeGraph, type GraphFacts } from "./_graph-file.js";
import type { GraphReply, GraphRequest, GraphWorkerData } from "./_graph-messages.js";

// The worker's whole life: it loads or builds one graph and answers searches in it, one request after another.
const port = parentPort!;
const { dir, identity, dimensions } = workerData as GraphWorkerData;
let standing: (BuiltGraph & { readonly facts: GraphFacts }) | null = null;

port.on("message", (request: GraphRequest) => {
  void answer(request).then((reply) => port.postMessage(reply), (error: unknown) => port.postMessage({ id: request.id, kind: "failed", detail: String(error) } satisfies GraphReply));
});

async function answer(request: GraphRequest): Promise<GraphReply> {
  switch (request.kind) {
    case "load":
      await load();
      return { id: request.id, kind: "ready", facts: standing?.facts ?? null };
    case "build":
      await build();
      return { id: request.id, kind: "ready", facts: standing?.facts ?? null };
    case "search": {
      if (standing === null) return { id: request.id, kind: "found", slots: [] };
      standing.graph.setEf(Math.max(standing.facts.ef, request.k));
      const k = Math.min(request.k, standing.elements);
      return { id: request.id, kind: "found", slots: k === 0 ? [] : standing.graph.searchKnn([...request.query], k).neighbors };
    }
  }
}

async function load(): Promise<void> {
  const facts = readFacts(dir);
  if (facts === null || facts.identity !== identity || facts.dimensions !== dimensions) return;
  const path = join(dir, facts.file);
  if (!existsSync(path) || (await fileHash(path)) !== facts.sha256) return;
  const graph = createGraph(dimensions);
  if (graph === null) return;
  graph.readIndexSync(path, false);
  standing = { graph, elements: facts.elements, deleted: facts.deleted, facts };
}

async function build(): Promise<void> {
  const files = indexFiles(dir);
  const database = new Database(openConnection(files.database, { readOnly: true }), dir);
  try {
    if (standing === null) await load();
    database.exec("BEGIN");
    const { generation, segmentSize } = metaOf(database);
    const memory = new VectorMemory(dir, dimensions, segmentSize);
    memory.refresh(database, generation);
    memory.loadResiduals(database);
    const before = standing;
    const changed = (slot: number) => memory.generationOf(slot) > (before?.facts.generation ?? -1);
    const slots = storedSlots(database);
    let next = before === null ? null : updateGraph(database, memory, before, changed);
    let chosen = next === null ? null : chooseEf(memory, next.graph, slots);
    if (chosen === null || chosen.recall < recallWanted) {
      // Many edits wear a graph: what it lost, a graph of what is stored has again.
      next = buildGraph(database, memory, dimensions);
      if (next === null) return;
      chosen = chooseEf(memory, next.graph, slots);
    }
    database.exec("COMMIT");
    const { graph, elements, deleted } = next!;
    const { ef, recall } = chosen;
    const facts = await writeGraph(dir, (path) => graph.writeIndexSync(path), { identity, generation, dimensions, elements, deleted, ef, recall });
    standing = { graph, elements, deleted, facts };
  } finally {
    database.close();
  }
}
