import type { Steps, StoredText, TextRange } from "@ragstone/core";
import { stem, stopWords, words } from "@ragstone/verify/internal";
import { cellNumber } from "./cell-number.js";
import { isAnswerable } from "./is-answerable.js";
import { addExact, compareExact, formatExact, formatShare, sameUnit, type ExactNumber } from "./exact-number.js";
import { mapSteps } from "./map-steps.js";
import { parseTable, type ParsedTable, type TableRow } from "./parse-table.js";
import { QuestionTokens } from "./question-tokens.js";
import type { RowCondition } from "./row-condition.js";
import { rowConditions } from "./row-conditions.js";
import { operationWords, tableOperation, type TableOperation } from "./table-operation.js";

/** A value computed over all rows of a table, with the rows that it came from. */
export interface ComputedValue {
  readonly operation: TableOperation;
  /** A sentence that states it. */
  readonly text: string;
  readonly document: StoredText;
  /** Rows that the value came from, or the table when they are more than 20. */
  readonly ranges: readonly TextRange[];
}

export interface ComputeOptions {
  /** Whether cells may be looked up, too, in a table of the first document. */
  readonly lookUp: boolean;
}

/** Rows that are cited one by one. */
const maxRows = 20;
/** Values that are listed. */
const maxListed = 100;
/** Words that a computation cannot express, unless they were understood as a condition. */
const inexact = new Set(
  (
    "not no never nor none neither without except excluding unlike other than more less fewer over under above below before after since until between or different distinct unique same missing blank empty " +
    "per each once again out off up down mine ours yours hers theirs"
  ).split(" "),
);
/** First cells of rows that sum up the others. */
const summing = new Set(["total", "totals", "sum", "subtotal", "grand total", "average", "mean"]);
/** Stems of words that precede their amount. */
const operators = new Set([
  "total",
  "sum",
  "averag",
  "mean",
  "highest",
  "largest",
  "biggest",
  "greatest",
  "maximum",
  "lowest",
  "smallest",
  "minimum",
]);
/** Stems of words that ask for a number of things. */
const quantifiers = new Set(["mani", "much", "number", "count", "most", "least", "fewest", "max", "min", "altogeth"]);
/** Names of columns that say how many there are of a row's thing. */
const quantities = /^(?:quantity|qty|count|pieces|units)$/iu;
/** Names of columns whose numbers are no amounts. */
const label = /(?:^|[^\p{L}])(?:id|no|nr|number|code|year|date|zip|postcode|phone|index|rank)(?:[^\p{L}]|$)/iu;

/**
 * Computes from whole tables, exactly: counts, sums, averages, highest and lowest values, lists of a column and, where
 * `lookUp` allows it, single cells; over rows chosen by cells, blanks and limits. Only when every word of the question
 * is a column, a cell, a limit, the document's name or the operation, and only from tables with a header and without
 * rows that sum up others. `null` otherwise, and when two tables would both answer.
 */
export function* computeFromTable(
  question: string,
  documents: readonly StoredText[],
  { lookUp }: ComputeOptions,
): Steps<ComputedValue | null> {
  const operation = tableOperation(question);
  if (operation === null || (operation === "look-up" && !lookUp)) return null;
  const searched = operation === "look-up" ? documents.slice(0, 1) : documents;
  const values: ComputedValue[] = [];
  for (const document of searched) {
    for (const block of document.blocks) {
      if (block.kind !== "table") continue;
      yield;
      if (!isAnswerable(question, document, block)) continue;
      const table = yield* parseTable(document.text, block);
      const value = table === null ? null : yield* valueOf(operation, { question, table, document });
      if (value !== null) values.push(value);
    }
  }
  return values.length === 1 ? (values[0] ?? null) : null;
}

interface AskedTable {
  readonly question: string;
  readonly table: ParsedTable;
  readonly document: StoredText;
}

function* valueOf(operation: TableOperation, { question, table, document }: AskedTable): Steps<ComputedValue | null> {
  const tokens = new QuestionTokens(question);
  const pathStems = new Set(document.record.path.split(/[^\p{L}\p{N}]+/u).map((part) => stem(part.toLowerCase())));
  const conditions = yield* rowConditions(tokens, table, pathStems);
  const meets = (row: TableRow): boolean => conditions?.every((condition) => condition.matches(row)) === true;
  const met = yield* mapSteps(table.rows, meets);
  const rows = table.rows.filter((_, index) => met[index]);
  return yield* new TableComputation({ table, document, tokens, pathStems, conditions, rows }).value(operation);
}

interface TableComputationParts {
  readonly table: ParsedTable;
  readonly document: StoredText;
  readonly tokens: QuestionTokens;
  readonly pathStems: ReadonlySet<string>;
  /** `null` where they were not understood. */
  readonly conditions: readonly RowCondition[] | null;
  /** Rows that meet the conditions. */
  readonly rows: readonly TableRow[];
}

class TableComputation {
  readonly #table: ParsedTable;
  readonly #document: StoredText;
  readonly #tokens: QuestionTokens;
  readonly #distinct: boolean;
  readonly #conditions: readonly RowCondition[] | null;
  readonly #rows: readonly TableRow[];
  readonly #pathStems: ReadonlySet<string>;
  readonly #numbersOf = new Map<number, ColumnNumbers>();

  constructor({ table, document, tokens, pathStems, conditions, rows }: TableComputationParts) {
    this.#table = table;
    this.#document = document;
    this.#tokens = tokens;
    this.#pathStems = pathStems;
    this.#conditions = conditions;
    this.#rows = rows;
    const differing = ["different", "distinct", "unique"].flatMap((word) => this.#tokens.find([word]));
    this.#distinct = differing.length > 0;
    for (const at of differing) this.#tokens.use(at);
  }

  *value(operation: TableOperation): Steps<ComputedValue | null> {
    if (!this.#isUnderstood() || (yield* mapSteps(this.#table.rows, isSum)).includes(true)) return null;
    switch (operation) {
      case "count":
        return yield* this.#count();
      case "sum":
      case "average":
        return yield* this.#total(operation, yield* this.#amount());
      case "maximum":
      case "minimum":
        return yield* this.#extreme(operation);
      case "list":
        return this.#list();
      case "look-up":
        return this.#lookUp(this.#onlyTarget());
    }
  }

  #isUnderstood(): boolean {
    if (this.#conditions === null) return false;
    const { path, title } = this.#document.record;
    const explained = new Set([...operationWords, ...this.#pathStems]);
    for (const text of [...this.#table.header, path, title ?? ""])
      for (const word of words(text)) explained.add(word.stem);
    return this.#tokens.rest.every(
      (word) =>
        !inexact.has(word.folded) &&
        !word.folded.endsWith("n't") &&
        (stopWords.has(word.folded) || explained.has(word.stem)),
    );
  }

  /**
   * Columns that the question names without setting a condition on them, those named in most words. A column named like
   * the document is the counted thing, hardly an amount.
   */
  #targets(): readonly number[] {
    const stems = new Set(this.#tokens.rest.filter((word) => !stopWords.has(word.folded)).map((word) => word.stem));
    const bound = new Set(this.#conditions?.map((condition) => condition.column));
    const named = this.#table.header.map((name, column) =>
      bound.has(column)
        ? 0
        : words(name).reduce(
            (sum, word) => sum + (!stems.has(word.stem) ? 0 : this.#pathStems.has(word.stem) ? 0.1 : 1),
            0,
          ),
    );
    return named
      .flatMap((score, column) => (score > 0 ? [column] : []))
      .sort((left, right) => named[right]! - named[left]!)
      .filter((column, _, [first]) => named[column] === named[first!] || !this.#isAlike(column, first!));
  }

  /** Whether two columns share a word, so that naming one may mean the other. */
  #isAlike(column: number, other: number): boolean {
    const stems = new Set(words(this.#table.header[other] ?? "").map((word) => word.stem));
    return words(this.#table.header[column] ?? "").some((word) => stems.has(word.stem));
  }

  #onlyTarget(): number | null {
    const [first, ...others] = this.#targets();
    return first === undefined || others.length > 0 ? null : first;
  }

  /**
   * The one numeric column in question. One named like the document must follow the operation: "the total amount" in
   * amounts.csv.
   */
  *#amount(): Steps<number | null> {
    const amounts: number[] = [];
    for (const column of this.#targets()) {
      if (this.#isOfPath(column) && !this.#isOperatedOn(column)) continue;
      if ((yield* this.#numbers(column)) !== null) amounts.push(column);
    }
    const [first, ...others] = amounts;
    return first === undefined || others.length > 0 ? null : first;
  }

  #isOfPath(column: number): boolean {
    return words(this.#table.header[column] ?? "").some((word) => this.#pathStems.has(word.stem));
  }

  #isOperatedOn(column: number): boolean {
    const stems = new Set(words(this.#table.header[column] ?? "").map((word) => word.stem));
    const content = this.#tokens.rest.filter((word) => !stopWords.has(word.folded));
    return content.some((word, at) => stems.has(word.stem) && operators.has(content[at - 1]?.stem ?? ""));
  }

  /**
   * Numbers of a column in the chosen rows that are not blank; `null` where a cell is none, units differ or all are
   * blank.
   */
  *#numbers(column: number): Steps<ColumnNumbers> {
    const known = this.#numbersOf.get(column);
    if (known !== undefined) return known;
    const filled = this.#rows.filter((row) => row.cells[column] !== "");
    const read = yield* mapSteps(filled, (row) => ({ row, number: cellNumber(row, column) }));
    const sample = read[0]?.number ?? null;
    const numbers =
      sample !== null && read.every(isNumber) && read.every(({ number }) => sameUnit(number, sample)) ? read : null;
    this.#numbersOf.set(column, numbers);
    return numbers;
  }

  *#count(): Steps<ComputedValue | null> {
    const at = this.#tokens.words.findIndex(
      (word, index) =>
        word.folded === "many" || (word.folded === "of" && this.#tokens.words[index - 1]?.folded === "number"),
    );
    const counted = this.#tokens.words.find(
      (word, index) => index > at && !this.#tokens.isUsed(index) && !stopWords.has(word.folded),
    );
    const column =
      counted === undefined || this.#pathStems.has(counted.stem)
        ? undefined
        : this.#targets().find((target) =>
            words(this.#table.header[target] ?? "").some((word) => word.stem === counted.stem),
          );
    if (column === undefined && !this.#distinct && this.#isCell(at + 1)) {
      const quantity = this.#table.header.findIndex((name) => quantities.test(name));
      if (quantity >= 0) return this.#rows.length === 1 ? this.#lookUp(quantity) : yield* this.#total("sum", quantity);
    }
    if (column === undefined) return this.#distinct ? null : this.#countRows();
    if (!this.#distinct && !label.test(this.#table.header[column] ?? "") && (yield* this.#numbers(column)) !== null)
      return this.#rows.length === 1 ? this.#lookUp(column) : yield* this.#total("sum", column);
    if (!this.#namesOnly([column])) return null;
    const used = this.#rows.filter((row) => row.cells[column] !== "");
    const count = new Set(used.map((row) => row.cells[column])).size;
    if (!this.#distinct && this.#conditions?.length !== 0 && count === this.#rows.length)
      return this.#countRows(column);
    return this.#result(
      "count",
      `${this.#table.header[column]} has ${count} different ${count === 1 ? "value" : "values"} in ${this.#scope()}.`,
      used,
    );
  }

  /** Whether the first word from `at` on that says something is, or is in, a cell that rows must have. */
  #isCell(at: number): boolean {
    const first = this.#tokens.words.findIndex((word, index) => index >= at && !stopWords.has(word.folded));
    return first >= 0 && this.#tokens.isUsed(first) && this.#conditions?.some(({ isCell }) => isCell) === true;
  }

  /**
   * Whether every column that the question names has a part in the answer: is computed from, or sets a condition. A name
   * without one is a condition that was not understood ("How many boats have an engine?" over engines' names).
   */
  #namesOnly(columns: readonly number[]): boolean {
    const bound = this.#conditions?.map(({ column }) => column) ?? [];
    const own = new Set([...columns, ...bound].flatMap((column) => this.#stemsOf(column)));
    const things = new Set(this.#stemsOf(0));
    const all = new Set(this.#table.header.flatMap((_, column) => this.#stemsOf(column)));
    return this.#tokens.rest.every(
      (word) =>
        !all.has(word.stem) ||
        own.has(word.stem) ||
        // "The total of the red items": what a row is about, its first column names.
        (things.has(word.stem) && word.folded.endsWith("s")) ||
        stopWords.has(word.folded) ||
        this.#pathStems.has(word.stem) ||
        operators.has(word.stem) ||
        quantifiers.has(word.stem),
    );
  }

  #stemsOf(column: number): readonly string[] {
    return words(this.#table.header[column] ?? "").map((word) => word.stem);
  }

  /** @param column - the one whose values are counted, all different */
  #countRows(column?: number): ComputedValue | null {
    if (!this.#namesOnly(column === undefined ? [] : [column])) return null;
    const { path } = this.#document.record;
    const all = this.#table.rows.length;
    const found = this.#rows.length;
    const text =
      this.#conditions?.length === 0
        ? `${path} has ${all} ${all === 1 ? "row" : "rows"}.`
        : `${found} of the ${all} rows of ${path} ${found === 1 ? "has" : "have"} ${this.#where()}.`;
    return this.#result("count", text, this.#rows);
  }

  *#total(operation: "sum" | "average", column: number | null): Steps<ComputedValue | null> {
    const numbers = column === null ? null : yield* this.#numbers(column);
    if (column === null || numbers === null || !this.#namesOnly([column])) return null;
    const sum = yield* sumOf(numbers);
    const value = operation === "sum" ? formatExact(sum) : formatShare(sum, numbers.length);
    return this.#result(
      operation,
      `The ${operation} of ${this.#table.header[column]} over ${this.#scope()}${this.#blanks(numbers.length, column)} is ${value}.`,
      numbers.map(({ row }) => row),
    );
  }

  *#extreme(operation: "maximum" | "minimum"): Steps<ComputedValue | null> {
    const column = yield* this.#amount();
    const numbers = column === null ? null : yield* this.#numbers(column);
    if (column === null || numbers === null) return null;
    const order = operation === "maximum" ? 1 : -1;
    const best = numbers.reduce((found, each) => (compareExact(each.number, found.number) * order > 0 ? each : found));
    const used = numbers.filter(({ number }) => compareExact(number, best.number) === 0).map(({ row }) => row);
    const others = this.#targets().filter((other) => other !== column && !this.#isAlike(other, column));
    const holders = others.map(
      (other) => `${this.#table.header[other]} ${either(used.map((row) => `"${row.cells[other]}"`))}`,
    );
    if (!this.#namesOnly([column, ...others])) return null;
    const name = `The ${operation === "maximum" ? "highest" : "lowest"} ${this.#table.header[column]} of ${this.#scope()}${this.#blanks(numbers.length, column)}`;
    return this.#result(
      operation,
      `${name} is ${best.row.cells[column]}${holders.length === 0 ? "" : `, with ${holders.join(" and ")}`}.`,
      used,
    );
  }

  #list(): ComputedValue | null {
    const column = this.#listed();
    if (column === null) return this.#targets().length > 0 || this.#conditions?.length === 0 ? null : this.#countRows();
    const used = this.#rows.filter((row) => row.cells[column] !== "");
    const values = [...new Set(used.map((row) => row.cells[column] ?? ""))];
    if (values.length === 0 || values.length > maxListed || !this.#namesOnly([column])) return null;
    const listed = values.map((value) => (value.includes(",") ? `"${value}"` : value)).join(", ");
    const repeated = values.length === used.length ? "" : ` (${values.length} different)`;
    const scope = `${this.#scope()}${this.#blanks(used.length, column)}${repeated}`;
    return this.#result("list", `${this.#table.header[column]} in ${scope}: ${listed}.`, used);
  }

  /** The column that the question names; for rows that it describes by their cells alone, the one that names them. */
  #listed(): number | null {
    const isDescribed = this.#targets().length === 0 && this.#conditions?.some(({ isCell }) => isCell) === true;
    if (!isDescribed) return this.#onlyTarget();
    const isBound = this.#conditions?.some(({ column }) => column === 0) === true;
    const names = new Set(this.#table.rows.map((row) => row.cells[0]));
    return isBound || names.size < this.#table.rows.length ? null : 0;
  }

  #lookUp(column: number | null): ComputedValue | null {
    const [row, ...others] = this.#rows;
    if (
      column === null ||
      row === undefined ||
      others.length > 0 ||
      this.#conditions?.some((condition) => condition.isCell) !== true
    )
      return null;
    const cell = row.cells[column] ?? "";
    return this.#result(
      "look-up",
      `In the row of ${this.#document.record.path} with ${this.#where()}, ${this.#table.header[column]} is ${cell === "" ? "blank" : cell}.`,
      [row],
    );
  }

  #where(): string {
    return (this.#conditions ?? []).map((condition) => condition.description).join(" and ");
  }

  #scope(): string {
    const { path } = this.#document.record;
    const count = this.#rows.length;
    return this.#conditions?.length === 0
      ? `all ${count} rows of ${path}`
      : `the ${count === 1 ? "row" : `${count} rows`} of ${path} with ${this.#where()}`;
  }

  #blanks(used: number, column: number): string {
    return used === this.#rows.length ? "" : ` (${this.#table.header[column]} is blank in ${this.#rows.length - used})`;
  }

  #result(operation: TableOperation, text: string, used: readonly TableRow[]): ComputedValue {
    return {
      operation,
      text,
      document: this.#document,
      ranges: used.length === 0 || used.length > maxRows ? [this.#table] : used,
    };
  }
}

interface NumberedRow {
  readonly row: TableRow;
  readonly number: ExactNumber;
}

/** `null` where a cell is no number, units differ or all are blank. */
type ColumnNumbers = readonly NumberedRow[] | null;

function isNumber(read: { readonly row: TableRow; readonly number: ExactNumber | null }): read is NumberedRow {
  return read.number !== null;
}

function* sumOf([first, ...others]: readonly NumberedRow[]): Steps<ExactNumber> {
  let sum = first!.number;
  yield* mapSteps(others, ({ number }) => {
    sum = addExact(sum, number);
  });
  return sum;
}

/** Whether the first cell that is not blank says that the row sums up others. */
function isSum({ cells }: TableRow): boolean {
  const first = cells.find((cell) => cell !== "") ?? "";
  return (
    first.length < 20 &&
    summing.has(
      first
        .toLowerCase()
        .replaceAll(/[^\p{L} ]/gu, "")
        .trim(),
    )
  );
}

function either(values: readonly string[]): string {
  return [...new Set(values)].join(" and ");
}
