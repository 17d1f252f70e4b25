import type { StoredText } from "@ragstone/core";
import { findDates } from "@ragstone/verify/internal";

type Part = number | null;
type DocumentDate = readonly [year: number, month: Part, day: Part];

export interface NewerDocument {
  /** Place of the newer one. */
  readonly at: 0 | 1;
  readonly by: "date" | "file-time";
}

/** Metadata that date a document, best first. */
const datedKeys = ["date", "updated", "modified", "published", "created"] as const;
/** A line that dates the document. */
const dated =
  /^[^\p{L}\n]*(?:last (?:updated|modified|revised|changed)|updated|revised|revision|effective|in force|valid from|date|dated|sent|as of|status|version)\b[^\n]{0,60}/gimu;
/** Characters at the start of a text in which it is dated. */
const opening = 300;
/** Characters that are searched for dates. */
const searched = 20_000;
/** File times closer than this come from one copy of the files. */
const leastApartMs = 60_000;

/**
 * Which of two documents is the newer one, by the dates in their metadata, names and first lines; `null` where these do
 * not tell. File times decide only for documents without any date.
 */
export function newerDocument(documents: readonly [StoredText | null, StoredText | null]): NewerDocument | null {
  const [left, right] = documents;
  if (left === null || right === null) return null;
  const [own, other] = [dateOf(left), dateOf(right)];
  if (own !== null && other !== null) {
    const order = compareDates(own, other);
    return order === 0 ? null : { at: order > 0 ? 0 : 1, by: "date" };
  }
  const [ownMs, otherMs] = [left.record.modifiedMs, right.record.modifiedMs];
  if (carriesDate(left) || carriesDate(right) || ownMs === null || otherMs === null) return null;
  return Math.abs(ownMs - otherMs) < leastApartMs ? null : { at: ownMs > otherMs ? 0 : 1, by: "file-time" };
}

function dateOf({ record, text }: StoredText): DocumentDate | null {
  const known = [...datedKeys.map((key) => String(record.metadata[key] ?? "")), ...namesOf(record.path)];
  for (const value of known) {
    const [date] = datesIn(value);
    if (date !== undefined) return date;
  }
  const start = text.slice(0, opening);
  const lines = Array.from(start.matchAll(dated), ([line]) => datesIn(line)).find((dates) => dates.length > 0);
  const [date, ...others] = lines ?? datesIn(start);
  return date === undefined || others.some((one) => compareDates(one, date) !== 0) ? null : date;
}

/** A path as written, for `2025-05-03.md`, and in words, for `minutes-2025.md`. */
function namesOf(path: string): readonly string[] {
  return [path.replace(/[^\p{N}-]+/gu, " ").replace(/(?<!\d)-|-(?!\d)/gu, " "), path.replace(/[-_./]+/gu, " ")];
}

function datesIn(text: string): DocumentDate[] {
  return findDates(text).flatMap(({ year, month, day, decade, century }): DocumentDate[] =>
    year === null || decade || century ? [] : [[year, month, day]],
  );
}

/** By the parts that both have. */
function compareDates(left: DocumentDate, right: DocumentDate): number {
  for (const [at, part] of left.entries()) {
    const other = right[at] ?? null;
    if (part === null || other === null) return 0;
    if (part !== other) return part - other;
  }
  return 0;
}

function carriesDate(document: StoredText): boolean {
  return dateOf(document) !== null || findDates(document.text.slice(0, searched)).length > 0;
}
