import type { TextRange } from "@ragstone/core";
import type { TextUnit } from "../text/split-units.js";
import { words } from "../text/words.js";
import type { TableRow } from "./column-differs.js";
import type { CitedSource } from "../quotes/cited-source.js";

/** Text around a quote that names its subject. */
export interface PassageContext {
  /** Title and headings, the name of the file, the header of its table: names and values may come from them. */
  readonly titles: readonly string[];
  /** The start of its sentence, and the sentences that its pronouns speak of: names may come from them. */
  readonly subjects: readonly string[];
  /** The row of a table that it is in. */
  readonly row: TableRow | null;
}

/** Words that speak of something named before. */
const pointsBack =
  /\b(?:it|its|itself|they|their|them|he|she|his|her|this|these|that|those|such|the (?:former|latter|same))\b/iu;
/** Sentences before the quote that its pronouns may speak of. */
const antecedents = 2;

/** Positions where the text around a quote supplies words that the quote leaves out: "By default, it copies …". */
export function passageContext(source: CitedSource, range: TextRange): PassageContext {
  const { text } = source.document;
  const titles = [source.context ?? "", ...source.headingsOf(range), fileWords(source)];
  const subjects: string[] = [];
  let row: TableRow | null = null;
  const units = source.units();
  const first = units.findIndex((unit) => unit.end > range.start);
  const unit = units[first];
  const cut = (one: TextUnit): string => text.slice(one.start, one.end);
  if (unit?.kind === "row") {
    const header = units.find((one) => one.kind === "row" && one.paragraph === unit.paragraph);
    if (header !== undefined && header !== unit) {
      titles.push(cut(header));
      row = { header: cut(header), row: cut(unit) };
    }
  } else if (unit !== undefined && unit.start < range.start) subjects.push(text.slice(unit.start, range.start));
  if (pointsBack.test(text.slice(range.start, range.end)))
    subjects.push(...units.slice(Math.max(0, first - antecedents), first).map(cut));
  return { titles: titles.filter((part) => part.trim() !== ""), subjects, row };
}

/** "docs/employee-handbook_2023.md" as words; nothing of a name made up for a source without one. */
function fileWords({ path, number }: CitedSource): string {
  if (path === `source-${number}`) return "";
  return path
    .replace(/\.[\p{L}\p{N}]{1,5}$/u, "")
    .replace(/[-_./\\]+/gu, " ")
    .trim();
}

const stemsOf = new WeakMap<CitedSource, ReadonlySet<string>>();

/** Stems of the words of a passage; read once. */
export function passageStems(source: CitedSource): ReadonlySet<string> {
  let stems = stemsOf.get(source);
  if (stems === undefined) {
    const { start, end } = source.passage;
    stems = new Set(words(source.document.text, start, end).map((word) => word.stem));
    stemsOf.set(source, stems);
  }
  return stems;
}
