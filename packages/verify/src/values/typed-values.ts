import { findDates } from "./dates.js";
import { findNumbers } from "./numbers.js";
import { baseUnit } from "./base-unit.js";
import { stem } from "../text/stem.js";
import { stopWords } from "../text/stop-words.js";

/** A value of a sentence with the thing it counts, comparable with values of the same type. */
export interface TypedValue {
  /** `date`, or the thing that the number counts: a unit in its base form, or the stem of the word after it. */
  readonly type: string;
  /** In the base unit; for dates `year-month-day` as far as given. */
  readonly value: string;
  /** As written, with its unit. */
  readonly text: string;
  /** The type is a noun that follows, not a unit. */
  readonly counts: boolean;
  readonly start: number;
  readonly end: number;
}

function isCurrency(unit: string | null): boolean {
  return unit !== null && /^[$€£¥]$/u.test(unit);
}

/** Dates and numbers of a text, numbers that belong to a date left out. */
export function typedValues(text: string): TypedValue[] {
  const dates = findDates(text);
  const values: TypedValue[] = dates.map(({ year, month, day, start, end }) => ({
    type: "date",
    value: [year, month, day].filter((part) => part !== null).join("-"),
    text: text.slice(start, end).replace(/\.$/u, ""),
    counts: false,
    start,
    end,
  }));
  for (const { value, unit, start, end } of findNumbers(text, { times: false })) {
    if (dates.some((date) => start < date.end && date.start < end)) continue;
    const rest = text.slice(end);
    const next = /^[\s-]?(\p{L}+|%)/u.exec(rest);
    // "25 vacation days" are days.
    const later = unit === null ? /^\s\p{Ll}+\s((?:day|week|month|year|hour|minute)s)\b/u.exec(rest) : null;
    const whole =
      later === null
        ? {
            unit,
            text:
              unit === null || isCurrency(unit)
                ? ""
                : (/^[\s-]?(?:%|°\s?\p{L}|c?m[23](?![\p{L}\p{N}])|\p{L}+[²³]?)/u.exec(rest)?.[0] ?? ""),
          }
        : { unit: (later[1] ?? "").replace(/s$/u, ""), text: later[0] };
    const base = whole.unit === null ? undefined : baseUnit(whole.unit);
    const counted =
      base?.[0] ??
      whole.unit ??
      (next === null || stopWords.has(next[1]!.toLowerCase()) ? "number" : stem((next[1] ?? "").toLowerCase()));
    const written =
      text.slice(start, end) +
      (isCurrency(unit) && !/^[$€£¥]/u.test(text.slice(start, end)) ? (next?.[0] ?? "") : whole.text);
    values.push({
      type: counted,
      value: String(Number((value * (base?.[1] ?? 1)).toPrecision(12))),
      text: written.trim(),
      counts: whole.unit === null,
      start,
      end: start + written.length,
    });
  }
  return values;
}
