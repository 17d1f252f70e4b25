import type { Steps } from "@ragstone/core";
import { stopWords, words } from "@ragstone/verify/internal";
import { mapSteps } from "./map-steps.js";
import { joining, lacking, negate } from "./negation.js";
import type { ParsedTable, TableRow } from "./parse-table.js";
import type { QuestionTokens } from "./question-tokens.js";
import type { RowCondition } from "./row-condition.js";

const yes = new Set(["yes", "y", "true", "x", "✓", "✔", "ja", "j", "wahr", "oui", "vrai", "si", "sí"]);
const no = new Set(["no", "n", "false", "✗", "✘", "nein", "falsch", "non", "faux"]);

/** The value of a yes/no cell; `null` for a blank one, `undefined` for anything else. */
function truthOf(row: TableRow, column: number): boolean | null | undefined {
  const stored = row.values?.[column];
  if (stored?.type === "boolean") return stored.value;
  const cell = (row.cells[column] ?? "").toLowerCase();
  return cell === "" ? null : yes.has(cell) ? true : no.has(cell) ? false : undefined;
}

/**
 * Conditions by columns of yes and no that a question names: `are insured`, `not insured`, `without an engine`. All
 * words of the column's name must be there. `null` where rows that are blank would have to count as no.
 */
export function* truthConditions(
  tokens: QuestionTokens,
  table: ParsedTable,
  { named, bound }: { readonly named: readonly (readonly number[])[]; readonly bound: ReadonlySet<number> },
): Steps<readonly RowCondition[] | null> {
  const conditions: RowCondition[] = [];
  for (const [column, name] of table.header.entries()) {
    const places = placesOf(tokens, { name, column, named });
    const truths =
      places === null || bound.has(column) ? [] : yield* mapSteps(table.rows, (row) => truthOf(row, column));
    if (places === null || !truths.some((truth) => typeof truth === "boolean") || truths.includes(undefined)) continue;
    const negated = isNegated(tokens, places[0]!);
    if (negated && truths.includes(null)) return null;
    for (const at of places) tokens.use(at);
    const wanted = !negated;
    const cell = table.rows.find((row) => truthOf(row, column) === wanted)?.cells[column] ?? (wanted ? "yes" : "no");
    conditions.push({
      column,
      matches: (row) => truthOf(row, column) === wanted,
      description: `${name} "${cell}"`,
      isCell: wanted,
    });
  }
  return conditions;
}

/** Where the words of a column's name are in the question, each unused and naming no other column; else `null`. */
function placesOf(
  tokens: QuestionTokens,
  {
    name,
    column,
    named,
  }: { readonly name: string; readonly column: number; readonly named: readonly (readonly number[])[] },
): readonly number[] | null {
  const stems = [...new Set(words(name).flatMap((word) => (stopWords.has(word.folded) ? [] : [word.stem])))];
  const places = stems.map((stem) =>
    tokens.words.findIndex(
      (word, at) => word.stem === stem && !tokens.isUsed(at) && named[at]?.length === 1 && named[at][0] === column,
    ),
  );
  return places.length === 0 || places.includes(-1) ? null : places.sort((left, right) => left - right);
}

/** Whether a negation, or a word for lacking, is before the words at `at`; ticks it off. */
function isNegated(tokens: QuestionTokens, at: number): boolean {
  if (negate(tokens, at)) return true;
  let back = at - 1;
  while (back >= 0 && joining.has(tokens.words[back]?.folded ?? "")) back -= 1;
  if (back < 0 || tokens.isUsed(back) || !lacking.has(tokens.words[back]?.folded ?? "")) return false;
  tokens.use(back, at);
  return true;
}
