import { checkFilter, type CheckedFilter } from "./check-filter.js";
import type { AnyOf, SearchFilter } from "./filter.js";
import type { Metadata } from "./metadata.js";
import type { GlobMatcher } from "./glob-matcher.js";
import { pathTest } from "./path-test.js";

/** The facts about a document that a filter tests. */
export interface FilteredFacts {
  readonly path: string;
  readonly mediaType: string;
  readonly modifiedMs: number | null;
  readonly metadata: Metadata;
}

export type FilterTest = (facts: FilteredFacts) => boolean;

/**
 * A filter as one test. Path globs follow `.gitignore` habits: one without a slash matches a name at any depth, and one
 * that matches a folder matches all that is in it.
 *
 * @throws {@link InvalidOptionError} for a field that is not known or a value of the wrong kind: it must not widen a
 * scope
 */
export function compileFilter(filter: SearchFilter, globMatcher: GlobMatcher): FilterTest {
  const tests = checkFilter(filter).flatMap((part) => testsOf(part, globMatcher));
  return (facts) => tests.every((test) => test(facts));
}

function testsOf(filter: CheckedFilter, globMatcher: GlobMatcher): FilterTest[] {
  const { path, pathPrefix, type, after, before, metadata } = filter;
  const tests: FilterTest[] = [];
  if (path !== undefined) {
    const matches = pathTest(path, globMatcher);
    tests.push((facts) => matches(facts.path));
  }
  if (pathPrefix !== undefined)
    tests.push((facts) => pathPrefix.some((prefix) => facts.path === prefix || facts.path.startsWith(`${prefix}/`)));
  if (type !== undefined) {
    const ofTypes = type.map(typeTest);
    tests.push((facts) => ofTypes.some((ofType) => ofType(facts)));
  }
  if (after !== undefined) tests.push(({ modifiedMs }) => modifiedMs !== null && modifiedMs >= after);
  if (before !== undefined) tests.push(({ modifiedMs }) => modifiedMs !== null && modifiedMs < before);
  if (metadata !== undefined)
    for (const [key, wanted] of Object.entries(metadata))
      tests.push((facts) => Object.hasOwn(facts.metadata, key) && hasValue(facts.metadata[key], wanted));
  return tests;
}

function typeTest(type: string): FilterTest {
  if (!type.includes("/")) return ({ path }) => path.toLowerCase().endsWith(`.${type}`);
  return type.endsWith("/*")
    ? ({ mediaType }) => mediaType.toLowerCase().startsWith(type.slice(0, -1))
    : ({ mediaType }) => mediaType.toLowerCase() === type;
}

/** Equal, or for a document with a list: one of its values, or each value of a requested list. */
function hasValue(held: Metadata[string] | undefined, wanted: Metadata[string] | AnyOf): boolean {
  if (isAnyOf(wanted)) return wanted.anyOf.some((value) => hasValue(held, value));
  if (!isList(held)) return !isList(wanted) && held === wanted;
  if (!isList(wanted)) return (held as readonly unknown[]).includes(wanted);
  return wanted.length > 0 && wanted.every((value) => (held as readonly unknown[]).includes(value));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isAnyOf(value: Metadata[string] | AnyOf): value is AnyOf {
  return typeof value === "object" && !isList(value);
}
