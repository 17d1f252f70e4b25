import type { Row } from "./cells.js";
import { maxFilterValues, maxRows, maxWordedRows, type VectorClient, type VectorQuery } from "./vector-client.js";

export interface RowSource {
  readonly passages: VectorClient;
  /** Documents whose rows may be seen; `null` for all. */
  readonly ids: readonly string[] | null;
  readonly signal: AbortSignal | undefined;
}

export type Asked = Pick<VectorQuery, "type" | "vector" | "text" | "textColumns" | "filter">;

/** Rows of passages in the corpus; of many documents by several queries. */
export async function rowsOf(
  source: RowSource,
  query: Asked,
  k: number,
  columns: readonly string[],
): Promise<{ readonly rows: readonly Row[]; readonly isFull: boolean }> {
  const { ids } = source;
  const groups: (readonly string[] | null)[] = ids === null ? [null] : [];
  for (let from = 0; from < (ids?.length ?? 0); from += maxFilterValues)
    groups.push(ids!.slice(from, from + maxFilterValues));
  const answers = await Promise.all(
    groups.map((group) => {
      const filter = { kind: ["chunk", "bare"], ...query.filter, ...(group && { document: group }) };
      return deepRows(source, { ...query, columns, k, filter });
    }),
  );
  return { rows: answers.flatMap(({ rows }) => rows), isFull: answers.some(({ isFull }) => isFull) };
}

/** Rows of one query; beyond the number that a query by words may have, by leaving out those that were found. */
async function deepRows(
  { passages, signal }: RowSource,
  query: VectorQuery,
): Promise<{ readonly rows: readonly Row[]; readonly isFull: boolean }> {
  const most = query.type === "ANN" ? maxRows : maxWordedRows;
  const rows: Row[] = [];
  for (;;) {
    const filter = rows.length === 0 ? query.filter : { ...query.filter, "id NOT": rows.map(({ id }) => id) };
    const page = await passages.query({ ...query, k: Math.min(most, query.k), filter }, { signal });
    rows.push(...page);
    const isFull = page.length >= Math.min(most, query.k);
    if (!isFull || rows.length >= query.k || rows.length > maxFilterValues) return { rows, isFull };
  }
}
