import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { InvalidOptionError, isRagstoneError, principalName } from "@ragstone/core";
import { causeOf } from "./cause-of.js";
import { compileGlobs, type PathTest } from "./globs.js";
import type { RawName } from "./raw-names.js";
import type { AssignedPrincipals } from "./walk-entry.js";

/** Rules of a folder: which principals may see the files of a pattern. */
export const rulesFile = "ragstone.principals.json";

/** After a file's name: the principals of this file. */
const sidecarSuffix = ".principals.json";

/** A list of groups is short; more is some other file of that name. */
export const maxPrincipalsBytes = 1024 * 1024;

/** A rule of {@link readPrincipalRules}. */
export interface PrincipalRule {
  readonly matches: PathTest;
  readonly principals: readonly string[];
}

/** The rules file and sidecars are settings, not documents: their text names groups and users. */
export function isPrincipalsFile(name: string): boolean {
  return name.endsWith(sidecarSuffix);
}

/**
 * The rules of a folder, in the order of its rules file; none without one.
 *
 * @throws {@link InvalidOptionError} if the file cannot be read or is malformed: a rule that is left out would show or
 * hide documents
 */
export async function readPrincipalRules(root: string): Promise<readonly PrincipalRule[]> {
  const file = join(root, rulesFile);
  try {
    return parsePrincipalRules(file, await readText(file));
  } catch (error) {
    if (causeOf(error) === "ENOENT") return [];
    if (isRagstoneError(error)) throw error;
    throw new InvalidOptionError(rulesFile, file, `${expectedRules} (${faultOf(error)})`);
  }
}

const expectedRules = 'an object such as {"rules":[{"path":"hr/**","principals":["hr"]}]}';

/**
 * The rules in the text of a rules file.
 *
 * @throws {@link InvalidOptionError} if it is malformed
 */
export function parsePrincipalRules(file: string, text: string): readonly PrincipalRule[] {
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new InvalidOptionError(rulesFile, file, `${expectedRules} (${faultOf(error)})`);
  }
  const rules = fieldsOf(value, ["rules"])?.["rules"];
  if (!Array.isArray(rules)) throw new InvalidOptionError(rulesFile, value, expectedRules);
  return rules.map((rule: unknown) => {
    const fields = fieldsOf(rule, ["path", "principals"]);
    const principals = principalsIn(fields?.["principals"]);
    const path = fields?.["path"];
    if (typeof path !== "string" || principals === null) throw new InvalidOptionError(rulesFile, rule, expectedRules);
    return { matches: compileGlobs(`${rulesFile}: path`, [path])!, principals };
  });
}

/** The sidecars of a folder: their files by the path of the document that each is for. */
export function sidecarsOf(folder: string, base: string, names: readonly RawName[]): ReadonlyMap<string, string> {
  return new Map(
    names
      .filter(({ name, isUtf8 }) => isUtf8 && name.endsWith(sidecarSuffix))
      .map(({ raw, name }) => [base + name.slice(0, -sidecarSuffix.length), join(folder, raw)]),
  );
}

/** The principals that a sidecar gives; `problem` says why it cannot be used, and then nobody is let in. */
export async function readSidecar(file: string, read: (file: string) => Promise<string> = readText): Promise<Sidecar> {
  try {
    const principals = principalsIn(fieldsOf(parseJson(await read(file)), ["principals"])?.["principals"]);
    const problem = principals === null ? 'it is not an object such as {"principals":["hr"]}' : null;
    return { principals: principals ?? [], problem };
  } catch (error) {
    return { principals: [], problem: faultOf(error) };
  }
}

/** What a sidecar says. */
export interface Sidecar {
  readonly principals: readonly string[];
  readonly problem: string | null;
}

/** What the rules give a path: the last rule that matches decides, as in `.gitignore`. */
export function ruledPrincipals(path: string, rules: readonly PrincipalRule[]): AssignedPrincipals | undefined {
  const rule = rules.findLast(({ matches }) => matches(path));
  return rule === undefined ? undefined : { from: "rules", principals: rule.principals };
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file);
  if (size > maxPrincipalsBytes) throw new RangeError(`it is longer than ${maxPrincipalsBytes} bytes`);
  return readFile(file, "utf8");
}

function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/u, "")) as unknown;
}

/** The parser's own message would quote the file. */
function faultOf(error: unknown): string {
  if (error instanceof SyntaxError) return "it is not JSON";
  return error instanceof RangeError ? error.message : causeOf(error);
}

/** An object with no other fields: a misspelt one must not be passed over. */
function fieldsOf(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> | null {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.keys(value).every((name) => names.includes(name)) ? { ...value } : null;
}

function principalsIn(value: unknown): readonly string[] | null {
  const isList = Array.isArray(value) && value.every((entry) => typeof entry === "string" && entry.trim() !== "");
  return isList ? [...new Set((value as readonly string[]).map(principalName))] : null;
}
