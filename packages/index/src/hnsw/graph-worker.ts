import { existsSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { Database } from "../store/database.js";
import { openConnection } from "../store/driver.js";
import { indexFiles } from "../store/files.js";
import { VectorMemory } from "../vectors/vector-memory.js";
import { createGraph } from "./binding.js";
import { buildGraph, metaOf, updateGraph, type BuiltGraph } from "./build-graph.js";
import { recallWanted } from "./choose-ef.js";
import { fileHash, readFacts, writeGraph, type GraphFacts } from "./graph-file.js";
import type { GraphOutcome, GraphTask } from "./graph-task.js";

const port = parentPort!;
const { kind, dir, identity, dimensions } = workerData as GraphTask;
const outcome: GraphOutcome = kind === "verify" ? await verified() : await build();
port.postMessage(outcome);

async function verified(): Promise<GraphFacts | null> {
  const facts = readFacts(dir);
  if (facts === null || facts.identity !== identity || facts.dimensions !== dimensions) return null;
  const path = join(dir, facts.file);
  return existsSync(path) && (await fileHash(path)) === facts.sha256 ? facts : null;
}

async function build(): Promise<GraphFacts | null> {
  const facts = await verified();
  const database = new Database(openConnection(indexFiles(dir).database, { readOnly: true }), dir);
  try {
    database.exec("BEGIN");
    const { generation, segmentSize } = metaOf(database);
    const memory = new VectorMemory(dir, dimensions, segmentSize);
    memory.refresh(database, generation);
    let next = facts === null ? null : updated(database, memory, facts);
    // Many edits wear a graph: rebuilding it from the stored vectors restores its recall.
    if (next === null || next.recall < recallWanted) next = buildGraph(database, memory, dimensions);
    database.exec("COMMIT");
    if (next === null) return null;
    const { graph, ...measured } = next;
    return await writeGraph(dir, (path) => graph.writeIndexSync(path), {
      identity,
      generation,
      dimensions,
      ...measured,
    });
  } finally {
    database.close();
  }
}

function updated(database: Database, memory: VectorMemory, facts: GraphFacts): BuiltGraph | null {
  const graph = createGraph(dimensions);
  if (graph === null) return null;
  graph.readIndexSync(join(dir, facts.file), false);
  return updateGraph(database, memory, graph, (slot) => memory.generationOf(slot) > facts.generation);
}
