import { namedIdentifiers } from "@ragstone/verify/internal";
import { formatTable } from "../tables/format-table.js";

/** Ranks of one question's evidence, 0 where it was not found. */
export interface RetrievalRow {
  readonly question: string;
  readonly kind: string;
  readonly tuning: boolean;
  /** Among a hundred hits. */
  readonly ours: number;
  readonly langchain: number;
}

const depths = [1, 3, 5, 10, 20, 100] as const;

type Test = (row: RetrievalRow) => boolean;

/** Questions in everyday words share at most one content word with their evidence. */
const kinds: readonly (readonly [string, Test])[] = [
  ["everyday words", ({ kind }) => kind === "paraphrase"],
  ["others", ({ kind }) => kind !== "paraphrase"],
  ["with an identifier", ({ question }) => namedIdentifiers(question).length > 0],
  ["all", () => true],
];

const halves: readonly (readonly [string, Test])[] = [
  ["tuning", ({ tuning }) => tuning],
  ["unseen", ({ tuning }) => !tuning],
];

/** Share of the questions, in per cent, whose evidence is among the first hits, by half and kind. */
export function formatRetrieval(rows: readonly RetrievalRow[]): string {
  const lineOf = (half: string, kind: string, group: readonly RetrievalRow[]): string[] => [
    half,
    kind,
    String(group.length),
    sharesOf(group.map((row) => row.ours)),
    sharesOf(group.map((row) => row.langchain)),
  ];
  const names = [...new Set(rows.map(({ kind }) => kind))];
  const lines = [
    ...names.map((name) =>
      lineOf(
        "both",
        name,
        rows.filter(({ kind }) => kind === name),
      ),
    ),
    ...halves.flatMap(([half, inHalf]) =>
      kinds.map(([kind, isKind]) =>
        lineOf(
          half,
          kind,
          rows.filter((row) => inHalf(row) && isKind(row)),
        ),
      ),
    ),
  ];
  const columns = `evidence @${depths.join("/")}`;
  return formatTable(["half", "questions", "of", `${columns}, Ragstone`, `${columns}, LangChain`], lines);
}

function sharesOf(ranks: readonly number[]): string {
  if (ranks.length === 0) return "-";
  return depths
    .map((depth) => ((100 * ranks.filter((rank) => rank > 0 && rank <= depth).length) / ranks.length).toFixed(0))
    .join(" / ");
}
