import { InvalidOptionError, type DocumentFilter, type Metadata, type SearchFilter } from "@ragstone/core";
import picomatch from "picomatch";
import type { PackedText } from "../store/_pack-text.js";
import { unpackText } from "../store/_pack-text.js";
import type { Database } from "../store/_database.js";
import type { ChunkTable } from "./_chunk-table.js";

interface FilteredFacts {
  readonly path: string;
  readonly mediaType: string;
  readonly modifiedMs: number | null;
  readonly metadata: Metadata;
}

type Test = (facts: FilteredFacts) => boolean;

const known = new Set(["path", "type", "after", "before", "metadata"]);

/**
 * A filter as one test. Path globs follow `.gitignore` habits: one without a slash matches a name at any depth, and one
 * that matches a folder matches all that is in it.
 *
 * @throws {@link InvalidOptionError} for a field that is not known or a value of the wrong kind: it must not widen a
 * scope
 */
export function compileFilter(filter: SearchFilter): Test {
  const tests = (Array.isArray(filter) ? (filter as readonly DocumentFilter[]) : [filter as DocumentFilter]).flatMap(
    testsOf,
  );
  return (facts) => tests.every((test) => test(facts));
}

function testsOf(filter: DocumentFilter): Test[] {
  if (typeof filter !== "object" || filter === null || Array.isArray(filter))
    throw new InvalidOptionError("filter", filter, "an object of path, type, after, before and metadata");
  for (const key of Object.keys(filter))
    if (!known.has(key)) throw new InvalidOptionError("filter", key, "one of path, type, after, before and metadata");
  const tests: Test[] = [];
  const { path, type, after, before, metadata } = filter;
  if (path !== undefined) tests.push(anyOf(strings("filter.path", path).map(pathTest)));
  if (type !== undefined) tests.push(anyOf(strings("filter.type", type).map(typeTest)));
  if (after !== undefined) {
    const from = moment("filter.after", after);
    tests.push(({ modifiedMs }) => modifiedMs !== null && modifiedMs >= from);
  }
  if (before !== undefined) {
    const to = moment("filter.before", before);
    tests.push(({ modifiedMs }) => modifiedMs !== null && modifiedMs < to);
  }
  if (metadata !== undefined) tests.push(...metadataTests(metadata));
  return tests;
}

function anyOf(tests: readonly Test[]): Test {
  return (facts) => tests.some((test) => test(facts));
}

function strings(option: string, value: unknown): string[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  if (!list.every((entry) => typeof entry === "string"))
    throw new InvalidOptionError(option, value, "a text or a list of texts");
  return list;
}

function pathTest(glob: string): Test {
  if (glob.length > 1000) throw new InvalidOptionError("filter.path", glob, "at most 1,000 characters long");
  const trimmed = glob
    .normalize("NFC")
    .replace(/^\.?\//, "")
    .replace(/\/+$/, "");
  const anchored = trimmed.includes("/") ? trimmed : `**/${trimmed}`;
  // Extended globs may take exponential time on a hostile pattern, so they are letters here.
  const matches = picomatch([anchored, `${anchored}/**`], { dot: true, noextglob: true, nonegate: true });
  return ({ path }) => trimmed === "" || path === trimmed || matches(path);
}

function typeTest(type: string): Test {
  const wanted = type.toLowerCase();
  if (!wanted.includes("/")) return ({ path }) => path.toLowerCase().endsWith(`.${wanted.replace(/^\./, "")}`);
  return wanted.endsWith("/*")
    ? ({ mediaType }) => mediaType.toLowerCase().startsWith(wanted.slice(0, -1))
    : ({ mediaType }) => mediaType.toLowerCase() === wanted;
}

function moment(option: string, value: number | string): number {
  const time = typeof value === "number" ? value : typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (!Number.isFinite(time))
    throw new InvalidOptionError(option, value, "milliseconds since 1970 or an ISO date such as 2025-01-31");
  return time;
}

function metadataTests(metadata: unknown): Test[] {
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata))
    throw new InvalidOptionError("filter.metadata", metadata, "an object");
  return Object.entries(metadata).map(([key, wanted]: [string, unknown]): Test => {
    const values = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted];
    if (!values.every((value) => ["string", "number", "boolean"].includes(typeof value)))
      throw new InvalidOptionError(`filter.metadata.${key}`, wanted, "a text, number, truth value or list of texts");
    return ({ metadata: facts }) => {
      if (!Object.hasOwn(facts, key)) return false;
      const held = facts[key];
      if (Array.isArray(held)) return values.length > 0 && values.every((value) => (held as unknown[]).includes(value));
      return !Array.isArray(wanted) && held === wanted;
    };
  });
}

/** The chunks that a filter lets through. */
export interface FilterMask {
  /** 0 or 1 by ordinal. */
  readonly mask: Uint8Array;
  readonly chunks: number;
}

/** Masks of the filters that were asked last; a scope asks the same one each time. */
export class FilterMasks {
  readonly #masks = new Map<string, FilterMask>();
  #table: ChunkTable | null = null;
  #generation = -1;

  /** Call inside a transaction. */
  of(database: Database, table: ChunkTable, filter: SearchFilter): FilterMask {
    if (table !== this.#table || table.generation !== this.#generation) this.#masks.clear();
    this.#table = table;
    this.#generation = table.generation;
    // Checked each time: JSON leaves out what a filter may not hold.
    const test = compileFilter(filter);
    const key = JSON.stringify(filter);
    let mask = this.#masks.get(key);
    if (mask === undefined) {
      mask = filterMask(database, table, test);
      if (this.#masks.size >= 16) this.#masks.delete(this.#masks.keys().next().value!);
      this.#masks.set(key, mask);
    }
    return mask;
  }
}

function filterMask(database: Database, table: ChunkTable, test: Test): FilterMask {
  const mask = new Uint8Array(table.end);
  let chunks = 0;
  type Row = {
    first: number;
    count: number;
    path: PackedText;
    media_type: string;
    modified: number | null;
    metadata: string;
  };
  for (const row of database.all<Row>("SELECT first, count, path, media_type, modified, metadata FROM documents")) {
    const facts = {
      path: unpackText(row.path),
      mediaType: row.media_type,
      modifiedMs: row.modified,
      get metadata() {
        return JSON.parse(row.metadata) as Metadata;
      },
    };
    if (!test(facts)) continue;
    mask.fill(1, row.first, row.first + row.count);
    chunks += row.count;
  }
  return { mask, chunks };
}
