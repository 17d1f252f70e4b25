import type { IndexRepair } from "@ragstone/core";
import type { Connection, Transaction } from "../connection/connection.js";
import { ensureGraph, graphName } from "../search/graph.js";
import { Presence } from "../writing/presence.js";
import { countsAreRight, faultyRows, faultyTexts, graphIsBroken, type FaultsPlace } from "./find-faults.js";

export interface RepairPlace extends FaultsPlace {
  readonly connection: Connection;
  readonly name: string;
}

/**
 * Removes documents whose rows do not fit together, so that the next run indexes them again, and counts and builds anew what
 * follows from the others. Nobody else writes meanwhile.
 *
 * @throws {@link IndexError} `index-locked` while others write
 */
export async function repairCollection(place: RepairPlace, signal: AbortSignal | undefined): Promise<IndexRepair> {
  const { connection, schema } = place;
  const presence = new Presence(place, "alone");
  try {
    await presence.enter();
    const faulty = new Map((await connection.read((transaction) => faultyRows(transaction, place), signal)).map(({ id, path }) => [id, path])); // prettier-ignore
    for await (const found of faultyTexts((use) => connection.read(use, signal), place)) {
      signal?.throwIfAborted();
      for (const { id, path } of found) faulty.set(id, path);
    }
    const done: string[] = [];
    await connection.write(async (transaction) => {
      await transaction.query(`DELETE FROM ${schema}.documents WHERE id = ANY($1)`, [[...faulty.keys()]]);
      if (await countsAreRight(transaction, place)) return;
      await recount(transaction, place);
      done.push("Counted the documents and chunks anew.");
    }, signal);
    if (faulty.size > 0) done.unshift(`Removed ${faulty.size} documents with faults.`);
    if (await connection.read((transaction) => graphIsBroken(transaction, place), signal)) {
      await connection.write(async (transaction) =>
        transaction.query(`DROP INDEX IF EXISTS ${schema}.${graphName(place.collection)}`),
      );
      await ensureGraph(connection, place);
      done.push("Built the graph of the vectors anew.");
    }
    return { done, documents: [...faulty.values()].sort() };
  } finally {
    await presence.end();
  }
}

async function recount(transaction: Transaction, { schema, collection }: FaultsPlace): Promise<void> {
  // Readers notice a change by the number of changes, which must not go down.
  await transaction.query(
    `WITH old AS (DELETE FROM ${schema}.totals WHERE collection = $1 RETURNING changes, updated_ms)
      INSERT INTO ${schema}.totals (collection, part, changes, updated_ms, documents, chunks, words, tokens, bytes)
      SELECT $1, 0, (SELECT coalesce(sum(changes), 0) + 1 FROM old), (SELECT coalesce(max(updated_ms), 0) FROM old),
        count(*), coalesce(sum(chunks), 0), coalesce(sum(words), 0), coalesce(sum(tokens), 0), coalesce(sum(stored_bytes), 0)
      FROM ${schema}.documents WHERE collection = $1`,
    [collection],
  );
}
