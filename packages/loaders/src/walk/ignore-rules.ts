import { lstat, readFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The rules of one folder, with the rules of the folders above it. */
export interface IgnoreRules {
  readonly matcher: Ignore;
  /** Path of the rules' folder relative to the root, with a final `/`; empty for the root. */
  readonly base: string;
  /** Path from a rules' folder above the root to the root, with a final `/`; empty for the root and below. */
  readonly prefix: string;
  readonly above: IgnoreRules | null;
}

/** Later files are stronger. */
export const ruleFiles = [".gitignore", ".ragstoneignore"];
export const maxRuleBytes = 1024 * 1024;

/** Whether a file contains ignore rules. */
export function isRuleFile(name: string): boolean {
  return ruleFiles.includes(name);
}

/** Rules in force inside a folder: its own before those above. */
export async function readIgnoreRules(
  absoluteFolder: string,
  base: string,
  names: ReadonlySet<string>,
  above: IgnoreRules | null,
): Promise<IgnoreRules | null> {
  let text = "";
  for (const name of ruleFiles) {
    if (!names.has(name)) continue;
    const path = join(absoluteFolder, name);
    const facts = await lstat(path).catch(() => null);
    if (facts === null || !facts.isFile() || facts.size > maxRuleBytes) continue;
    text += `${(await readFile(path, "utf8").catch(() => "")).replace(/^\uFEFF/, "")}\n`;
  }
  return parseIgnoreRules(text, base, above);
}

/** The rules of a folder from the text of its rule files, the stronger one last. */
export function parseIgnoreRules(text: string, base: string, above: IgnoreRules | null): IgnoreRules | null {
  if (text.trim() === "") return above;
  return { matcher: ignore({ ignoreCase: false }).add(text.normalize("NFC")), base, prefix: "", above };
}

/**
 * Whether git would ignore the path: the deepest folder with a matching rule decides.
 *
 * @param path - relative to the root, with a final `/` for folders
 */
export function isIgnored(path: string, rules: IgnoreRules | null): boolean {
  for (let level = rules; level !== null; level = level.above) {
    const verdict = level.matcher.test(level.prefix + path.slice(level.base.length));
    if (verdict.unignored || verdict.ignored) return verdict.ignored;
  }
  return false;
}

/**
 * Rules for the contents of a folder that is entered. If a rule ignores the folder and a deeper one includes it again,
 * the former no longer applies to the folder, but still to its contents.
 *
 * @param path - of the folder, relative to the root, with a final `/`
 */
export function enterFolder(path: string, rules: IgnoreRules | null): IgnoreRules | null {
  if (rules === null) return null;
  const above = enterFolder(path, rules.above);
  const inside = rules.prefix + path.slice(rules.base.length);
  if (!rules.matcher.test(inside).ignored) return above === rules.above ? rules : { ...rules, above };
  return { ...rules, matcher: letIn(rules.matcher, inside), above };
}

/**
 * Rules of the folders above the root that lie in its git work tree. Rules that ignore the root itself, or a folder
 * that leads to it, do not count: it was requested by name.
 */
export async function readRulesAbove(realRoot: string): Promise<IgnoreRules | null> {
  const parents: string[] = [];
  let top = realRoot;
  while (!(await exists(join(top, ".git")))) {
    if (dirname(top) === top) return null;
    top = dirname(top);
    parents.unshift(top);
  }
  let rules: IgnoreRules | null = null;
  for (const parent of parents) {
    const own = await readIgnoreRules(parent, "", new Set(ruleFiles), null);
    if (own === null) continue;
    const steps = relative(parent, realRoot).normalize("NFC").split(sep);
    let { matcher } = own;
    for (let depth = 1; depth <= steps.length; depth += 1) {
      const folder = `${steps.slice(0, depth).join("/")}/`;
      if (matcher.test(folder).ignored) matcher = letIn(matcher, folder);
    }
    rules = { matcher, base: "", prefix: `${steps.join("/")}/`, above: rules };
  }
  return rules;
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

/** The rules with one more that lets a folder in. */
function letIn(matcher: Ignore, folder: string): Ignore {
  return ignore({ ignoreCase: false })
    .add(matcher)
    .add({ pattern: `!/${folder.replace(/[\\*?[\]!# ]/g, "\\$&")}` });
}
