import { InvalidOptionError } from "./errors/invalid-option-error.js";
import { filterDate } from "./filter-date.js";
import type { AnyOf, DocumentFilter, SearchFilter } from "./filter.js";
import type { MetadataValue } from "./metadata.js";

/** A {@link DocumentFilter} in its one form: lists, and moments in ms since the epoch. */
export interface CheckedFilter {
  readonly path?: readonly string[];
  readonly pathPrefix?: readonly string[];
  readonly type?: readonly string[];
  readonly after?: number;
  readonly before?: number;
  readonly metadata?: Readonly<Record<string, MetadataValue | AnyOf>>;
}

export interface CheckFilterOptions {
  /** Name of the option in errors. @defaultValue "filter" */
  readonly option?: string;
  /** Whether a field may be `undefined`, which leaves it out. @defaultValue true */
  readonly allowUnset?: boolean;
}

const maxGlobCharacters = 1000;

const readers: Readonly<Record<keyof DocumentFilter, (option: string, value: unknown) => unknown>> = {
  path: (option, value) => textList(option, value).map((glob) => checkGlob(option, glob)),
  pathPrefix: (option, value) => textList(option, value).map((prefix) => checkPrefix(option, prefix)),
  type: (option, value) => textList(option, value).map((type) => checkType(option, type)),
  after: moment,
  before: moment,
  metadata: checkMetadata,
};

/**
 * A deeply frozen copy of a filter that shares nothing with it, each value read once. Fields that are inherited count
 * for nothing. Checking the copy again gives an equal one.
 *
 * @throws {@link InvalidOptionError} for anything that is not a plain object or list of them, an unknown field, a
 * getter, or a value of the wrong kind: unsupported input must not widen a scope
 */
export function checkFilter(
  filter: SearchFilter,
  { option = "filter", allowUnset = true }: CheckFilterOptions = {},
): readonly CheckedFilter[] {
  const parts = Array.isArray(filter) ? items(filter) : [filter];
  return Object.freeze(parts.map((part) => checkPart(part, option, allowUnset)));
}

function checkPart(part: unknown, option: string, allowUnset: boolean): CheckedFilter {
  // No prototype: what somebody adds to `Object.prototype` must not become a part of every filter.
  const checked = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of fields(option, part)) {
    if (!Object.hasOwn(readers, key))
      throw new InvalidOptionError(option, key, `one of ${Object.keys(readers).join(", ")}`);
    if (value === undefined && allowUnset) continue;
    const read = readers[key as keyof DocumentFilter](`${option}.${key}`, value);
    checked[key] = Array.isArray(read) ? Object.freeze(read) : read;
  }
  return Object.freeze(checked);
}

/** Own fields of a plain object, each read once. */
function fields(option: string, value: unknown): [string, unknown][] {
  if (!isPlain(value)) throw new InvalidOptionError(option, value, "a plain object");
  return Reflect.ownKeys(value).map((key) => {
    const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
    if (typeof key === "symbol" || descriptor === undefined || !("value" in descriptor))
      throw new InvalidOptionError(option, key, "plain fields: no symbols, no getters");
    return [key, descriptor.value];
  });
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  // The last also lets in the plain objects of another realm, such as a test runner's.
  return (
    prototype === null ||
    prototype === Object.prototype ||
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf"))
  );
}

/** The items of an array as they are now; a hole is `undefined`. Calls nothing that a subclass may have replaced. */
function items(array: readonly unknown[]): unknown[] {
  const { length } = array;
  const copy: unknown[] = [];
  for (let index = 0; index < length; index += 1) copy.push(Object.hasOwn(array, index) ? array[index] : undefined);
  return copy;
}

function textList(option: string, value: unknown): string[] {
  const list = Array.isArray(value) ? items(value as unknown[]) : [value];
  if (!list.every((entry) => typeof entry === "string"))
    throw new InvalidOptionError(option, value, "a text or a list of texts");
  return list;
}

function checkGlob(option: string, glob: string): string {
  if (glob.length > maxGlobCharacters)
    throw new InvalidOptionError(option, glob, `at most ${maxGlobCharacters.toLocaleString("en")} characters long`);
  return glob.normalize("NFC");
}

function checkPrefix(option: string, prefix: string): string {
  const names = prefix.split("/");
  if (prefix.includes("\\") || names.some((name) => name === "" || name === "." || name === ".."))
    throw new InvalidOptionError(
      option,
      prefix,
      'names joined by single slashes, such as "customers/acme"',
      "Check that the value it is made from is set. Write the path from the folder of the documents, without a slash " +
        'at the start or end, and without ".", ".." and backslashes.',
    );
  return prefix.normalize("NFC");
}

function checkType(option: string, type: string): string {
  const bare = type.toLowerCase().replace(/^\./u, "");
  const isKnown = /^[^\s*/]+(?:\/(?:[^\s*/]+|\*))?$/u.test(bare);
  if (!isKnown)
    throw new InvalidOptionError(option, type, 'an extension such as "md" or a media type such as "text/*"');
  return bare;
}

function moment(option: string, value: unknown): number {
  const time = typeof value === "string" ? filterDate(value) : value;
  if (typeof time !== "number" || !Number.isFinite(time))
    throw new InvalidOptionError(option, value, "milliseconds since 1970 or an ISO date such as 2025-01-31");
  return time;
}

function checkMetadata(option: string, metadata: unknown): Readonly<Record<string, MetadataValue | AnyOf>> {
  const checked = Object.create(null) as Record<string, MetadataValue | AnyOf>;
  for (const [key, value] of fields(option, metadata)) checked[key] = checkWanted(`${option}.${key}`, value);
  return Object.freeze(checked);
}

function checkWanted(option: string, value: unknown): MetadataValue | AnyOf {
  if (Array.isArray(value)) return Object.freeze(textList(option, value));
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return value as MetadataValue;
  const [[key, list] = [], ...others] = isPlain(value) ? fields(option, value) : [];
  if (key !== "anyOf" || !Array.isArray(list) || others.length > 0)
    throw new InvalidOptionError(option, value, "a text, number, truth value, list of texts, or { anyOf: texts }");
  return Object.freeze({ anyOf: Object.freeze(textList(option, list)) });
}
