import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { checkOptions } from "./check-options.js";
import type { OptionRule, OptionRules } from "./option-rule.js";

type Test = (value: unknown) => boolean;

function rule(kind: OptionRule["kind"], expected: string, accepts: Test): OptionRule {
  return {
    kind,
    expected,
    check(option, value) {
      if (!accepts(value)) throw new InvalidOptionError(option, value, expected);
    },
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether an object has members of these types. */
function hasMembers(value: unknown, members: Readonly<Record<string, string>>): boolean {
  if (!isObject(value) && typeof value !== "function") return false;
  return Object.entries(members).every(
    ([name, type]) => typeof (value as Readonly<Record<string, unknown>>)[name] === type,
  );
}

export const text = (expected = "a text that is not empty"): OptionRule =>
  rule("text", expected, (value) => typeof value === "string" && value.trim() !== "");

/** Any text, also an empty one. */
export const string = (): OptionRule => rule("text", "a text", (value) => typeof value === "string");

/** The path of a file or folder of the system. */
export const systemPath = (expected: string): OptionRule =>
  rule("text", expected, (value) => typeof value === "string" && value !== "" && !value.includes("\0"));

export const oneOf = (values: readonly string[]): OptionRule => ({
  ...rule("text", values.map((value) => JSON.stringify(value)).join(" or "), (value) =>
    values.some((known) => known === value),
  ),
  values,
});

export const url = (): OptionRule =>
  rule("text", "an http or https URL", (value) => typeof value === "string" && /^https?:\/\/[^\s/]/iu.test(value));

export const wholeNumber = ({ min, max }: { readonly min: number; readonly max: number }): OptionRule =>
  rule(
    "number",
    `a whole number from ${min} to ${max}`,
    (value) => typeof value === "number" && Number.isInteger(value) && value >= min && value <= max,
  );

export const number = ({ min, max }: { readonly min: number; readonly max: number }): OptionRule =>
  rule(
    "number",
    `a number from ${min} to ${max}`,
    (value) => typeof value === "number" && value >= min && value <= max,
  );

export const boolean = (): OptionRule => rule("boolean", "true or false", (value) => typeof value === "boolean");

export const callback = (): OptionRule => rule("part", "a function", (value) => typeof value === "function");

export const signal = (): OptionRule =>
  rule("part", "an AbortSignal", (value) =>
    hasMembers(value, { aborted: "boolean", throwIfAborted: "function", addEventListener: "function" }),
  );

export const bytes = (): OptionRule => rule("part", "a Uint8Array", (value) => value instanceof Uint8Array);

/** An object of the program's with members of these types, as `typeof` names them. */
export const part = (what: string, members: Readonly<Record<string, string>>): OptionRule =>
  rule("part", `${what} with ${Object.keys(members).join(", ")}`, (value) => hasMembers(value, members));

export const listOf = (item: OptionRule, expected: string): OptionRule => ({
  kind: "list",
  expected,
  check(option, value) {
    if (!Array.isArray(value)) throw new InvalidOptionError(option, value, expected);
    for (const [at, entry] of (value as unknown[]).entries()) item.check(`${option}[${at}]`, entry);
  },
});

/** A nested object of named options. */
export const record = (rules: OptionRules, expected: string): OptionRule => ({
  kind: "object",
  expected,
  check(option, value) {
    if (!isObject(value)) throw new InvalidOptionError(option, value, expected);
    checkOptions(rules, value, `${option}.`);
  },
});

/** An object that has at least these fields; other fields are ignored. */
export const shape = (rules: OptionRules, expected: string): OptionRule => ({
  kind: "object",
  expected,
  check(option, value) {
    if (!isObject(value)) throw new InvalidOptionError(option, value, expected);
    for (const [name, field] of Object.entries(rules)) field.check(`${option}.${name}`, value[name]);
  },
});

export const nullable = (inner: OptionRule): OptionRule => ({
  ...inner,
  expected: `${inner.expected}, or null`,
  check(option, value) {
    if (value !== null) inner.check(option, value);
  },
});

/** An object of values of one kind under any name. */
export const recordOf = (item: OptionRule, expected: string): OptionRule => ({
  kind: "object",
  expected,
  check(option, value) {
    if (!isObject(value)) throw new InvalidOptionError(option, value, expected);
    for (const [name, entry] of Object.entries(value)) item.check(`${option}.${name}`, entry);
  },
});

/** The first rule is the one for objects, the second the one for everything else. */
export const objectOr = (object: OptionRule, other: OptionRule): OptionRule => ({
  ...other,
  expected: `${other.expected}, or ${object.expected}`,
  check: (option, value) => (typeof value === "object" && value !== null ? object : other).check(option, value),
});

/** A number by one rule, and everything else by another. */
export const numberOr = (number: OptionRule, other: OptionRule): OptionRule => ({
  kind: "number",
  expected: `${number.expected}, or ${other.expected}`,
  check(option, value) {
    if (typeof value === "number") number.check(option, value);
    else if (typeof value === "string") other.check(option, value);
    else throw new InvalidOptionError(option, value, `${number.expected}, or ${other.expected}`);
  },
});
