/** The computation over rows that a question requests. */
export type TableOperation = "count" | "sum" | "average" | "maximum" | "minimum" | "list" | "look-up";

const operations: readonly (readonly [TableOperation, RegExp])[] = [
  ["average", /\baverage\b|\bmean\b(?! by)/iu],
  ["sum", /\b(?:sum|total|altogether|in all)\b/iu],
  ["maximum", /\b(?:highest|largest|biggest|greatest|maximum|max|(?<!at )most)\b/iu],
  ["minimum", /\b(?:lowest|smallest|(?<!at )least|fewest|minimum|min|cheapest)\b/iu],
  ["count", /\bcount\b/iu],
  [
    "list",
    /^\W*(?:please )?(?:list|name|enumerate|show|give)\b|^\W*(?:which|what) [^?]{1,80}\b(?:are there|exist)\b|^\W*what are (?:all )?the\b|^\W*(?:which|what) \p{L}+s (?:are|were|have|had|lie|live)\b/iu,
  ],
  ["look-up", /^\W*(?:what|who|which|when|where|how much|how long|how old|how big|how far)\b/iu],
];

const counts = /\bhow many\b|\bnumber of\b/iu;

/** Stems of the words that name an operation; they are in no column. */
export const operationWords: ReadonlySet<string> = new Set(
  (
    "averag mean sum total altogeth highest largest biggest greatest maximum max most lowest smallest least fewest minimum min cheapest number count mani much list name enumer show give pleas " +
    "row entri record item line tabl file document valu amount csv xlsx tsv md txt exist contain includ"
  ).split(" "),
);

/**
 * The operation that a question asks for, `null` when it asks for none. "How many ... in total" counts; "how many ...
 * at the most" does not.
 */
export function tableOperation(question: string): TableOperation | null {
  if (/\b(?:do|does|did)\b[^?]*\bmean\b/iu.test(question)) return null;
  const found = operations.find(([, pattern]) => pattern.test(question))?.[0] ?? null;
  return counts.test(question) && (found === null || found === "sum" || found === "list" || found === "look-up")
    ? "count"
    : found;
}
