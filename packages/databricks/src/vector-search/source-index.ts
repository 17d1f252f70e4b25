import {
  IndexError,
  InvalidOptionError,
  isRagstoneError,
  type EmbedderFingerprint,
  type IndexProvider,
  type OnEvent,
} from "@ragstone/core";
import { databricksEmbedder } from "../embed/databricks-embedder.js";
import { lookUpModel } from "../workspace/look-up-model.js";
import type { Workspace } from "../workspace/workspace.js";
import { vectorCell, type Row } from "./cells.js";
import type { IndexFacts } from "./index-facts.js";
import type { SourceColumns, VectorPlace } from "./parse-place.js";
import { SourceReader, type SourceVectors } from "./source-reader.js";
import type { SourceShape } from "./source-rows.js";
import { VectorClient } from "./vector-client.js";
import { notReady } from "./vector-error.js";

/** Rows that are read to learn columns and the length of vectors. */
const sampledRows = 20;

/**
 * An index of Vector Search that others keep, such as one over a governed table, as an index to read: each row is a
 * document whose text is one passage. Nothing is written to it.
 */
export function sourceIndex(place: VectorPlace, columns: SourceColumns, workspace: Workspace): IndexProvider {
  const { name, index } = place;
  const described = async (onEvent?: OnEvent): Promise<{ client: VectorClient; facts: IndexFacts }> => {
    const client = new VectorClient(index, workspace, onEvent);
    const facts = await client.describe();
    if (facts === null) throw missing(name);
    if (!facts.ready) throw notReady(index, facts.message || "the service gives no reason");
    return { client, facts };
  };
  const readOnly = (): IndexError =>
    new IndexError("index-read-only", `${name} is an index of others, and is only read.`, {
      hint: "Leave text= out of the URL, and name an index of Ragstone's own.",
      data: { index: name },
    });
  return {
    describe: () => ({ engine: "databricks-vs", name, dir: null, ...(place.embedder && { embedder: place.embedder }) }),
    exists: async () => (await new VectorClient(index, workspace).describe()) !== null,
    async read({ onEvent } = {}) {
      const { client, facts } = await described(onEvent);
      const { shape, vectors } = await shapeOf(client, facts, columns);
      const embedder = await embedderOf(place, facts, workspace);
      checkDimensions(embedder, vectors, name);
      const fingerprint = { embedder, chunker: "rows" };
      return new SourceReader({ client, shape, vectors, fingerprint, name, rows: facts.rows ?? 0 });
    },
    write: () => Promise.reject(readOnly()),
    async readSettings() {
      const { facts } = await described();
      return { version: 1, embedder: (await embedderOf(place, facts, workspace)).model };
    },
    writeSettings: () => Promise.reject(readOnly()),
  };
}

/** Which columns there are, and how long the vectors are. */
async function shapeOf(
  client: VectorClient,
  { schema, primaryKey, vector, embedded }: IndexFacts,
  columns: SourceColumns,
): Promise<{ readonly shape: SourceShape; readonly vectors: SourceVectors }> {
  const sample: Row[] = [];
  for await (const row of client.scan(primaryKey, { rows: sampledRows })) sample.push(row);
  const types = new Map<string, "string" | "number" | "boolean">();
  for (const [column, type] of Object.entries(schema ?? {})) {
    const known = valueType(type);
    if (known !== null) types.set(column, known);
  }
  if (schema === null)
    for (const row of sample)
      for (const [column, value] of Object.entries(row))
        if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
          types.set(column, typeof value as "string" | "number" | "boolean");
  for (const [use, column] of Object.entries(columns))
    if (column !== null && types.size > 0 && !types.has(column))
      throw new InvalidOptionError(use, column, `a column of ${client.name}: ${[...types.keys()].join(", ")}`);
  const norms = sample.flatMap((row) => {
    const held = vector === null ? null : vectorCell(row, vector.column);
    return held === null ? [] : [Math.hypot(...held)];
  });
  const facts = new Map([...types].filter(([column]) => column !== columns.text));
  const measured = sample.map((row) => vectorCell(row, vector?.column ?? "")?.length).find((one) => one !== undefined);
  return {
    shape: { columns, primaryKey, facts },
    vectors: {
      column: vector?.column ?? null,
      isManaged: embedded !== null,
      dimension: vector?.dimension ?? measured ?? null,
      length: norms.length === 0 ? 1 : norms.reduce((sum, norm) => sum + norm, 0) / norms.length,
    },
  };
}

function valueType(type: string): "string" | "number" | "boolean" | null {
  if (["integer", "long", "float", "double", "int", "bigint", "short"].includes(type)) return "number";
  if (type === "boolean") return "boolean";
  return type.startsWith("array") ? null : "string";
}

/** The model of the index's vectors: the one that the service embeds with, or the one that the URL names. */
async function embedderOf(
  { embedder }: VectorPlace,
  { embedded }: IndexFacts,
  workspace: Workspace,
): Promise<EmbedderFingerprint> {
  const endpoint = embedded?.model ?? embedder?.replace(/^databricks:/u, "");
  if (endpoint === undefined || endpoint === "") return unknownEmbedder;
  try {
    const model = await lookUpModel(endpoint, workspace, { kind: "embedding" });
    return databricksEmbedder({ model, workspace }).fingerprint;
  } catch (error) {
    // Who may read an index may not always see the endpoint that fills it.
    if (embedded === null || !isRagstoneError(error)) throw error;
    return unknownEmbedder;
  }
}

/** Searches by words need none; a search by vectors is refused by this name. */
const unknownEmbedder: EmbedderFingerprint = {
  model: "a model that the URL does not name (embedder=databricks:ENDPOINT)",
  revision: "",
  dimensions: 0,
  normalised: true,
  queryInstruction: null,
  tokenizer: "",
};

function checkDimensions(embedder: EmbedderFingerprint, { dimension }: SourceVectors, name: string): void {
  if (embedder.dimensions === 0 || dimension === null || embedder.dimensions === dimension) return;
  throw new IndexError(
    "model-mismatch",
    `The vectors of ${name} have ${dimension} dimensions; those of ${embedder.model} have ${embedder.dimensions}.`,
    { hint: "Name the model that made them: embedder=databricks:ENDPOINT.", data: { index: name, dimension } },
  );
}

function missing(name: string): IndexError {
  return new IndexError("index-missing", `There is no index at ${name}.`, {
    hint: "Check catalog.schema.index in Catalog Explorer: what this sign-in may not see is missing too.",
    data: { index: name },
  });
}
