import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join, relative } from "node:path";

const root = fileURLToPath(new URL("../../../../shared/data", import.meta.url));

/** Whether `../shared/data` is there. */
export const hasDataTexts = existsSync(root);

/** Every text file of `../shared/data`, by path relative to it, in order. */
export function* dataTexts(): Generator<{ readonly path: string; readonly text: string }> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|txt|jsonl|json|html|csv|tsv)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const path of paths) yield { path: relative(root, path), text: readFileSync(path, "utf8") };
}
