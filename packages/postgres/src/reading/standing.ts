import { IndexError, type IndexFingerprint } from "@ragstone/core";
import pg from "pg";
import type { CorpusTotals } from "../search/corpus.js";
import { graphName } from "../search/graph.js";

/** A collection as one call sees it. */
export interface StandingRow extends CorpusTotals {
  readonly id: number;
  readonly fingerprint: IndexFingerprint;
  readonly hasGraph: boolean;
  /** Of the graph. */
  readonly recall: number | null;
}

/** A statement without parameters, so that it is sent with the one that begins the transaction. */
export function standingStatement(schema: string, key: string): string {
  return `SELECT c.id, c.fingerprint, c.recall, t.changes, t.chunks, t.words, EXISTS (
        SELECT FROM pg_index WHERE indexrelid = to_regclass('${schema}.${graphName("' || c.id || '")}') AND indisvalid
      ) AS "hasGraph"
    FROM ${schema}.collections c, LATERAL (
      SELECT coalesce(sum(changes), 0)::bigint AS changes, coalesce(sum(chunks), 0)::bigint AS chunks,
        coalesce(sum(words), 0)::bigint AS words FROM ${schema}.totals WHERE collection = c.id
    ) AS t WHERE c.name = ${pg.escapeLiteral(key)}`;
}

/** @throws {@link IndexError} `index-missing` for a collection that was removed while it was open */
export function checkStanding(row: StandingRow | undefined, name: string): StandingRow {
  if (row !== undefined) return row;
  throw new IndexError("index-missing", `The index ${name} was removed while it was open.`, {
    hint: "Index the documents again.",
    data: { index: name },
  });
}

/** @throws {@link IndexError} `model-mismatch` for vectors of a model that the collection does not have any more */
export function checkModel({ fingerprint: { embedder } }: StandingRow, opened: IndexFingerprint, name: string): void {
  if (JSON.stringify(embedder) === JSON.stringify(opened.embedder)) return;
  throw new IndexError(
    "model-mismatch",
    `The index ${name} was opened as made by ${opened.embedder.model} and is of ${embedder.model} since.`,
    { hint: "Open it again and embed the query with that model.", data: { index: name, stored: embedder } },
  );
}
