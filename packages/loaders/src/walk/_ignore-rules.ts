import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The rules of one folder, with the rules of the folders above it. */
export interface IgnoreRules {
  readonly matcher: Ignore;
  /** Path of the rules' folder relative to the root, with a final `/`; empty for the root. */
  readonly base: string;
  readonly above: IgnoreRules | null;
}

/** Later files are stronger. */
const ruleFiles = [".gitignore", ".ragstoneignore"];
const maxRuleBytes = 1024 * 1024;

/** Whether a file holds ignore rules. */
export function isRuleFile(name: string): boolean {
  return ruleFiles.includes(name);
}

/** Rules in force inside a folder: its own before those above. */
export async function readIgnoreRules(absoluteFolder: string, base: string, names: ReadonlySet<string>, above: IgnoreRules | null): Promise<IgnoreRules | null> {
  let text = "";
  for (const name of ruleFiles) {
    if (!names.has(name)) continue;
    const path = join(absoluteFolder, name);
    const facts = await lstat(path).catch(() => null);
    if (facts === null || !facts.isFile() || facts.size > maxRuleBytes) continue;
    text += `${(await readFile(path, "utf8").catch(() => "")).replace(/^\uFEFF/, "")}\n`;
  }
  if (text.trim() === "") return above;
  return { matcher: ignore({ ignoreCase: false }).add(text.normalize("NFC")), base, above };
}

/**
 * Whether git would ignore the path: the deepest folder that says anything decides.
 *
 * @param path - relative to the root, with a final `/` for folders
 */
export function isIgnored(path: string, rules: IgnoreRules | null): boolean {
  for (let level = rules; level !== null; level = level.above) {
    const verdict = level.matcher.test(path.slice(level.base.length));
    if (verdict.unignored || verdict.ignored) return verdict.ignored;
  }
  return false;
}

/**
 * Rules for what is inside a folder that is entered. Where a rule ignores the folder and a deeper one let it in again, the former must
 * no longer count for the folder, but still for what is in it.
 *
 * @param path - of the folder, relative to the root, with a final `/`
 */
export function enterFolder(path: string, rules: IgnoreRules | null): IgnoreRules | null {
  if (rules === null) return null;
  const above = enterFolder(path, rules.above);
  const inside = path.slice(rules.base.length);
  if (!rules.matcher.test(inside).ignored) return above === rules.above ? rules : { ...rules, above };
  const matcher = ignore({ ignoreCase: false }).add(rules.matcher).add({ pattern: `!/${inside.replace(/[\\*?[\]!# ]/g, "\\$&")}` });
  return { ...rules, matcher, above };
}
