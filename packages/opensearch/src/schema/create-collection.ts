import { checkEmbedder, type IndexFingerprint } from "@ragstone/core";
import { randomBytes } from "node:crypto";
import type { Connection } from "../connection/connection.js";
import { statusOf } from "../connection/failure-of.js";
import type { OpenSearchPlace } from "../connection/parse-url.js";
import type { Ledger } from "../ledger/ledger.js";
import { newState, type Indices, type LedgerState } from "../ledger/state.js";
import { chunksIndex, documentsIndex, ledgerIndex, vectorsIndex } from "./indices.js";

/** The index of a collection's ledger; the names of the others follow from it. */
export function ledgerName(collection: string): string {
  return `ragstone.${collection}`;
}

/**
 * Finds a collection or creates it. Its indices are created first, under names of their own; then the ledger names them,
 * so that others see all of them or none. Several processes may call it at once.
 */
export async function findOrCreate(
  connection: Connection,
  ledger: Ledger,
  { place, create }: { readonly place: OpenSearchPlace; readonly create: IndexFingerprint },
): Promise<LedgerState> {
  const standing = await ledger.find();
  if (standing !== null) return takeOver(connection, ledger, { place, create, standing });
  const indices = await createIndices(connection, place, create);
  await createIndex(connection, ledgerName(place.collection), ledgerIndex(place));
  const state = newState(create, indices);
  if (await ledger.create(state)) return state;
  await deleteIndices(connection, indices);
  return takeOver(connection, ledger, { place, create, standing: await ledger.read() });
}

/** The collection as it is; one without documents may be given to another model. */
async function takeOver(
  connection: Connection,
  ledger: Ledger,
  { place, create, standing }: { place: OpenSearchPlace; create: IndexFingerprint; standing: LedgerState },
): Promise<LedgerState> {
  const { fingerprint, totals, pending } = standing;
  if (JSON.stringify(fingerprint) === JSON.stringify(create)) return standing;
  if (totals.documents > 0) {
    checkEmbedder(fingerprint.embedder, create.embedder, place.name);
    return standing;
  }
  const isSameModel = JSON.stringify(fingerprint.embedder) === JSON.stringify(create.embedder);
  if (pending.length > 0 && !isSameModel) checkEmbedder(fingerprint.embedder, create.embedder, place.name);
  const indices = isSameModel ? standing.indices : await createIndices(connection, place, create);
  const taken = await ledger.change((state) => {
    const isUnchanged =
      state.totals.documents === 0 && JSON.stringify(state.indices) === JSON.stringify(standing.indices);
    const isDone = JSON.stringify(state.indices) === JSON.stringify(indices);
    if (!isUnchanged) return { next: null, result: isDone ? state : null };
    const { next: generation } = state;
    const next = { ...state, fingerprint: create, indices, ...(isSameModel ? {} : { dead: [], next: generation }) };
    return { next, result: next };
  });
  if (!isSameModel) await deleteIndices(connection, taken === null ? indices : standing.indices);
  if (taken !== null) return taken;
  const state = await ledger.read();
  checkEmbedder(state.fingerprint.embedder, create.embedder, place.name);
  return state;
}

async function createIndices(
  connection: Connection,
  place: OpenSearchPlace,
  { embedder: { dimensions } }: IndexFingerprint,
): Promise<Indices> {
  const prefix = `${ledgerName(place.collection)}.${randomBytes(4).toString("hex")}`;
  const indices = { documents: `${prefix}.documents`, chunks: `${prefix}.chunks`, vectors: `${prefix}.vectors` };
  try {
    // The chunks need the plugin: without it, nothing else is made.
    await createIndex(connection, indices.chunks, chunksIndex(place, dimensions));
    await Promise.all([
      createIndex(connection, indices.documents, documentsIndex(place)),
      createIndex(connection, indices.vectors, vectorsIndex(place)),
    ]);
  } catch (error) {
    await deleteIndices(connection, indices).catch(() => {});
    throw error;
  }
  return indices;
}

async function createIndex(connection: Connection, index: string, body: object): Promise<void> {
  try {
    await connection.call({ method: "PUT", path: `/${index}`, body });
  } catch (error) {
    // Another process was faster, or this call was sent twice.
    const isThere = statusOf((error as Error).cause) === 400 && /resource_already_exists/u.test(String(error));
    if (!isThere) throw error;
  }
}

async function deleteIndices(connection: Connection, indices: Indices): Promise<void> {
  for (const index of Object.values(indices)) await connection.find({ method: "DELETE", path: `/${index}` });
}
