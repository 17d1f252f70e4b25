/** What a question wants computed over rows. */
export type TableOperation = "count" | "sum" | "average" | "maximum" | "minimum";

const operations: readonly (readonly [TableOperation, RegExp])[] = [
  ["average", /\b(?:average|mean)\b/iu],
  ["sum", /\b(?:sum|total|altogether|in all)\b/iu],
  ["maximum", /\b(?:highest|largest|biggest|greatest|maximum|max|most expensive)\b/iu],
  ["minimum", /\b(?:lowest|smallest|least|minimum|min|cheapest)\b/iu],
  ["count", /\bhow many\b|\bnumber of\b|\bcount\b/iu],
];

/** Stems of the words that name an operation; they are in no column. */
export const operationWords: ReadonlySet<string> = new Set(
  "averag mean sum total altogeth highest largest biggest greatest maximum max lowest smallest least minimum min number count mani row entri record item line tabl file list document valu amount csv xlsx tsv md txt exist contain includ".split(" "),
);

/** The operation that a question asks for, `null` when it asks for none. "How many ... in total" counts. */
export function tableOperation(question: string): TableOperation | null {
  const found = operations.find(([, pattern]) => pattern.test(question))?.[0] ?? null;
  return found === "sum" && /\bhow many\b|\bnumber of\b/iu.test(question) ? "count" : found;
}
