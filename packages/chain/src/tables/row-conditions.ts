import type { Steps } from "@ragstone/core";
import { stopWords, words } from "@ragstone/verify/internal";
import { cellNumber } from "./cell-number.js";
import { compareExact, parseExact, sameUnit, type ExactNumber } from "./exact-number.js";
import { mapSteps } from "./map-steps.js";
import { joining, lacking, negate, negating } from "./negation.js";
import type { ParsedTable, TableRow } from "./parse-table.js";
import { phraseOf, type QuestionTokens } from "./question-tokens.js";
import type { RowCondition } from "./row-condition.js";
import { numberFormsOf } from "./number-forms-of.js";
import { truthConditions } from "./truth-conditions.js";

type Relation = "over" | "from" | "under" | "to" | "is";
const relations: readonly (readonly [readonly string[], Relation])[] = [
  [["no", "more", "than"], "to"],
  [["no", "less", "than"], "from"],
  [["no", "fewer", "than"], "from"],
  [["more", "than"], "over"],
  [["greater", "than"], "over"],
  [["higher", "than"], "over"],
  [["larger", "than"], "over"],
  [["less", "than"], "under"],
  [["fewer", "than"], "under"],
  [["lower", "than"], "under"],
  [["smaller", "than"], "under"],
  [["at", "least"], "from"],
  [["at", "most"], "to"],
  [["up", "to"], "to"],
  [["equal", "to"], "is"],
  [["exactly"], "is"],
  [["over"], "over"],
  [["above"], "over"],
  [["under"], "under"],
  [["below"], "under"],
];

/** Verbs that join a thing and its place or owner and say nothing more: "moored in Lee", "owned by Ann". */
const linking = new Set(
  (
    "moored berthed docked anchored located situated based stationed housed placed found kept stored parked listed " +
    "recorded registered shown living lives live lying lie lies sitting standing belonging belongs belong coming " +
    "comes come originating assigned allocated"
  ).split(" "),
);

/** Words by which a question sets conditions; they occur in no table. */
export const conditionWords: ReadonlySet<string> = new Set([
  ...linking,
  ...negating,
  ...lacking,
  ...relations.flatMap(([phrase]) => phrase),
  "other",
  "different",
  "distinct",
  "unique",
]);

/**
 * The conditions that a question sets on rows: cells that it names, `not` before them, yes/no columns, columns required
 * to be blank, numbers above or below a limit. Marks the words that it understood. `null` if a word could mean two
 * columns.
 *
 * @param pathStems - stems of the document's name, which are no other forms of cells
 */
export function* rowConditions(
  tokens: QuestionTokens,
  table: ParsedTable,
  pathStems: ReadonlySet<string>,
): Steps<readonly RowCondition[] | null> {
  const named = namedColumns(tokens, table);
  const numbers = yield* numberConditions(tokens, table, named);
  const cells = numbers === null ? null : yield* cellConditions(tokens, table, { named, pathStems });
  if (numbers === null || cells === null) return null;
  const truths = yield* truthConditions(tokens, table, { named, bound: new Set(cells.map(({ column }) => column)) });
  return truths === null ? null : [...numbers, ...cells, ...truths, ...blankConditions(tokens, table, named)];
}

/** For each word of the question the columns whose names contain it. */
function namedColumns(tokens: QuestionTokens, table: ParsedTable): readonly (readonly number[])[] {
  const stems = table.header.map((name) => new Set(words(name).map((word) => word.stem)));
  return tokens.words.map((word) =>
    stopWords.has(word.folded) ? [] : stems.flatMap((of, column) => (of.has(word.stem) ? [column] : [])),
  );
}

const relationNames: Readonly<Record<Relation, string>> = {
  over: "over",
  from: "of at least",
  under: "under",
  to: "of at most",
  is: "of exactly",
};

function satisfies(relation: Relation, value: ExactNumber, limit: ExactNumber): boolean {
  const order = compareExact(value, limit);
  return { over: order > 0, from: order >= 0, under: order < 0, to: order <= 0, is: order === 0 }[relation];
}

function* numberConditions(
  tokens: QuestionTokens,
  table: ParsedTable,
  named: readonly (readonly number[])[],
): Steps<RowCondition[] | null> {
  const found: RowCondition[] = [];
  for (const [phrase, relation] of relations) {
    for (const at of tokens.find(phrase)) {
      const place = at + phrase.length;
      const limit = parseExact(tokens.words[place]?.text ?? "");
      if (limit === null) continue;
      const column = yield* boundColumn(table, named, at, place);
      if (column === null) return null;
      const filled = table.rows.filter((row) => row.cells[column] !== "");
      const values = yield* mapSteps(filled, (row) => cellNumber(row, column));
      const sample = values[0] ?? null;
      if (
        sample === null ||
        !values.every((value) => value !== null && sameUnit(value, sample)) ||
        (limit.after !== "" && limit.after.trim() !== sample.after.trim())
      )
        return null;
      tokens.use(at, place + 1);
      found.push({
        column,
        matches: (row) => {
          const value = cellNumber(row, column);
          return value !== null && satisfies(relation, value, limit);
        },
        description: `${table.header[column]} ${relationNames[relation]} ${tokens.words[place]?.text}`,
        isCell: false,
      });
    }
  }
  return found;
}

/** The column that a number after `at` is about: named right after the number, else the nearest before. */
function* boundColumn(
  table: ParsedTable,
  named: readonly (readonly number[])[],
  at: number,
  number: number,
): Steps<number | null> {
  const after = yield* numericColumns(table, named[number + 1] ?? []);
  if (after.length > 0) return after.length === 1 ? (after[0] ?? null) : null;
  for (let back = at - 1; back >= 0; back -= 1) {
    const before = yield* numericColumns(table, named[back] ?? []);
    if (before.length > 0) return before.length === 1 ? (before[0] ?? null) : null;
  }
  return null;
}

/** Of some columns those whose cells are all numbers or blank. */
function* numericColumns(table: ParsedTable, columns: readonly number[]): Steps<readonly number[]> {
  const numeric: number[] = [];
  for (const column of columns) {
    const filled = table.rows.filter((row) => row.cells[column] !== "");
    const are = yield* mapSteps(filled, (row) => cellNumber(row, column) !== null);
    if (are.length > 0 && !are.includes(false)) numeric.push(column);
  }
  return numeric;
}

interface CellMatch {
  readonly at: number;
  readonly column: number;
  readonly phrase: string;
  readonly negated: boolean;
}

function* cellConditions(
  tokens: QuestionTokens,
  table: ParsedTable,
  { named, pathStems }: { readonly named: readonly (readonly number[])[]; readonly pathStems: ReadonlySet<string> },
): Steps<RowCondition[] | null> {
  const columnsOf = new Map<string, { readonly phrase: readonly string[]; readonly columns: Set<number> }>();
  // A table has a million cells and a question ten words: most cells cannot be among them at a glance.
  const forms = otherForms(tokens, named, pathStems);
  const asked = [...tokens.words.map((word) => word.folded), ...forms.keys()];
  const longest = 2 * tokens.words.reduce((sum, word) => sum + word.text.length + 1, 0);
  const phrases = new Map<string, readonly string[]>();
  yield* mapSteps(table.rows, (row) => {
    for (const [column, cell] of row.cells.entries()) {
      if (cell.length > longest || !couldBegin(cell, asked)) continue;
      const phrase = phrases.get(cell) ?? phraseOf(cell);
      phrases.set(cell, phrase);
      if (phrase.every((word) => stopWords.has(word))) continue;
      const known = columnsOf.get(phrase.join(" ")) ?? { phrase, columns: new Set() };
      known.columns.add(column);
      columnsOf.set(phrase.join(" "), known);
    }
  });
  const mentioned = new Set(named.flat());
  const matches: CellMatch[] = [];
  for (const { phrase, columns } of [...columnsOf.values()].sort(
    (left, right) => right.phrase.length - left.phrase.length,
  )) {
    const places = tokens.find(phrase);
    const form = phrase.length === 1 && places.length === 0 ? forms.get(phrase[0] ?? "") : undefined;
    for (const at of form === undefined || tokens.isUsed(form) ? places : [form]) {
      const told = [...columns].filter((column) => mentioned.has(column));
      const [column, ...others] = told.length > 0 ? told : columns;
      if (column === undefined || others.length > 0) return null;
      matches.push({ at, column, phrase: phrase.join(" "), negated: negate(tokens, useLink(tokens, at)) });
      tokens.use(at, at + phrase.length);
    }
  }
  const columns = [...new Set(matches.map((match) => match.column))];
  const ors = tokens.find(["or"]);
  if (columns.length > 1 && ors.length > 0) return null;
  // Between two cells of one column; before anything else it joins something that is not a cell.
  const places = matches.map(({ at }) => at);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  if (ors.length < matches.length && ors.every((at) => first < at && at < last)) for (const at of ors) tokens.use(at);
  const conditions: RowCondition[] = [];
  for (const column of columns) {
    const own = matches.filter((match) => match.column === column);
    const [{ negated }] = own as [CellMatch];
    if (own.some((match) => match.negated !== negated)) return null;
    const wanted = new Set(own.map((match) => match.phrase));
    const isOne = (row: TableRow): boolean => wanted.has(phraseOf(row.cells[column] ?? "").join(" "));
    const cellOf = (row: TableRow): string | null => (isOne(row) ? `"${row.cells[column]}"` : null);
    const all = [...new Set(yield* mapSteps(table.rows, cellOf))].filter((cell) => cell !== null);
    conditions.push({
      column,
      matches: (row) => isOne(row) !== negated,
      description: `${table.header[column]} ${negated ? "other than " : ""}${all.join(" or ")}`,
      isCell: !negated,
    });
  }
  return conditions;
}

/** Marks the verb that links a thing to the cell at `at` as understood; where the link starts. */
function useLink(tokens: QuestionTokens, at: number): number {
  let back = at - 1;
  while (back >= 0 && joining.has(tokens.words[back]?.folded ?? "")) back -= 1;
  if (back < 0 || back === at - 1 || tokens.isUsed(back) || !linking.has(tokens.words[back]!.folded)) return at;
  tokens.use(back);
  return back;
}

/** Where the question has the plural or the singular of a word; not where it names a column or the document. */
function otherForms(
  tokens: QuestionTokens,
  named: readonly (readonly number[])[],
  pathStems: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  return new Map(
    tokens.words.flatMap((word, at) =>
      named[at]?.length !== 0 || pathStems.has(word.stem) || stopWords.has(word.folded)
        ? []
        : numberFormsOf(word.folded).map((form): [string, number] => [form, at]),
    ),
  );
}

/** Whether a word of the question begins like the first word of a cell; letters beyond ASCII match any. */
function couldBegin(cell: string, asked: readonly string[]): boolean {
  const first = /[a-z]+|\d+|[^\P{L}a-z]/iu.exec(cell)?.[0].toLowerCase();
  return first !== undefined && (first > "\u007f" || asked.some((word) => word.startsWith(first)));
}

function blankConditions(
  tokens: QuestionTokens,
  table: ParsedTable,
  named: readonly (readonly number[])[],
): RowCondition[] {
  return tokens.words.flatMap((word, at) => {
    if (!lacking.has(word.folded) || tokens.isUsed(at)) return [];
    let next = at + 1;
    while (joining.has(tokens.words[next]?.folded ?? "")) next += 1;
    const [column, ...others] = named[next] ?? [];
    if (column === undefined || others.length > 0) return [];
    tokens.use(at, next + 1);
    return [
      {
        column,
        matches: (row: TableRow) => row.cells[column] === "",
        description: `no ${table.header[column]}`,
        isCell: false,
      },
    ];
  });
}
