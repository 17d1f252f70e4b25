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
 * Whether git would ignore the path. The deepest folder that says anything decides; a rule that only hits a parent which a
 * deeper folder let in again does not count.
 *
 * @param path - relative to the root, with a final `/` for folders
 */
export function isIgnored(path: string, rules: IgnoreRules | null): boolean {
  for (let level = rules; level !== null; level = level.above) {
    const inside = path.slice(level.base.length);
    const verdict = level.matcher.test(inside);
    if (verdict.unignored) return false;
    if (!verdict.ignored) continue;
    const cut = inside.lastIndexOf("/", inside.length - 2);
    const parent = cut === -1 ? null : level.matcher.test(inside.slice(0, cut + 1));
    if (parent === null || !parent.ignored || parent.rule !== verdict.rule) return true;
  }
  return false;
}
