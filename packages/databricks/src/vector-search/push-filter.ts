import { checkFilter, InvalidOptionError, type SearchFilter } from "@ragstone/core";
import { maxFilterValues } from "./vector-client.js";
import type { SourceShape } from "./source-rows.js";

/** The part of a filter that the service tests itself. Every row must be tested again, by the whole filter. */
export interface PushedFilter {
  /** Columns with the operator in the key, as Vector Search takes it. */
  readonly conditions: Readonly<Record<string, unknown>>;
  /** No row can pass. */
  readonly isEmpty: boolean;
}

/**
 * Translates a filter, as far as the service knows its conditions: facts that equal a value or one of several, and times
 * that are numbers. Paths, types and the rest are left to the caller.
 *
 * @throws {@link InvalidOptionError} for a fact that is no column: ignoring it would widen a scope
 */
export function pushFilter(filter: SearchFilter, { facts, columns }: SourceShape, index: string): PushedFilter {
  const conditions: Record<string, unknown> = {};
  let isEmpty = false;
  // A second condition on the same column is left to the caller.
  const add = (key: string, value: unknown): void => {
    conditions[key] ??= value;
  };
  for (const { metadata = {}, after, before } of checkFilter(filter)) {
    for (const [column, wanted] of Object.entries(metadata)) {
      const type = facts.get(column);
      if (type === undefined)
        throw new InvalidOptionError(
          "filter.metadata",
          column,
          `a column of ${index}: ${[...facts.keys()].join(", ") || "it has none but its text"}`,
        );
      const list = typeof wanted === "object" ? ("anyOf" in wanted ? wanted.anyOf : wanted) : [wanted];
      if (list.every((value) => typeof value !== type)) isEmpty = true;
      // Several values of a list are all wanted; a column has one.
      else if (typeof wanted === "object" && !("anyOf" in wanted)) isEmpty ||= true;
      else if (list.length <= maxFilterValues) add(column, list.length === 1 ? list[0] : list);
    }
    const { modified } = columns;
    if (modified === null || facts.get(modified) !== "number") continue;
    if (after !== undefined) add(`${modified} >=`, after);
    if (before !== undefined) add(`${modified} <`, before);
  }
  return { conditions, isEmpty };
}
