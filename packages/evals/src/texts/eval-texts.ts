import { readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { loadFolder, type LoadedEntry } from "@ragstone/loaders";
import { isTuning } from "../docs/docs-question.js";
import { formatTable } from "../tables/format-table.js";
import { precisionOf } from "./precision-of.js";
import { scoreWords } from "./score-words.js";

export interface EvalTextsOptions {
  /** Where the rows go as JSON besides the table. */
  readonly json?: string | undefined;
  /** @defaultValue standard output */
  readonly write?: ((line: string) => void) | undefined;
}

/** One file of the folder that another reader reads, too. */
export interface TextsRow {
  readonly path: string;
  readonly tuning: boolean;
  /** Why the file has no text here, `null` if it has. */
  readonly reason: string | null;
  /** Of the words of each reader that shows any. */
  readonly recall: Readonly<Partial<Record<Reader, number>>>;
  readonly missing: readonly string[];
  /** Against the union of both readers; `null` without text here or there. */
  readonly precision: number | null;
}

const readers = ["pandoc", "libreoffice"] as const;
type Reader = (typeof readers)[number];

/** Missing words that a file is printed with. */
const maxNamed = 12;

/**
 * Compares the text of every file of a folder with what pandoc and LibreOffice show of it, by format and half. The
 * references are made by `scripts/make-text-references.mjs`; files without one are left out.
 */
export async function evalTexts(
  folder: string,
  references: string,
  { json, write = (line) => process.stdout.write(`${line}\n`) }: EvalTextsOptions = {},
): Promise<readonly TextsRow[]> {
  const rows: TextsRow[] = [];
  for await (const entry of loadFolder(folder)) {
    const row = await rowOf(entry, references);
    if (row !== null) rows.push(row);
  }
  write(formatRows(rows));
  for (const { path, missing } of rows.filter(({ tuning, missing }) => tuning && missing.length > 0))
    write(`${path}: without ${missing.slice(0, maxNamed).join(" ")}`);
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ eval: "texts", folder, rows }, null, 2)}\n`);
  return rows;
}

async function rowOf(entry: LoadedEntry, references: string): Promise<TextsRow | null> {
  const shown: string[] = [];
  const recall: Partial<Record<Reader, number>> = {};
  const missing: string[] = [];
  const text = entry.kind === "loaded" ? entry.document.text : "";
  for (const reader of readers) {
    const [part, all] = await Promise.all(
      ["", ".all"].map((kind) =>
        readFile(join(references, reader, `${entry.path}${kind}.txt`), "utf8").catch(() => ""),
      ),
    );
    if (part!.trim() === "") continue;
    const score = scoreWords(text, part!);
    recall[reader] = score.recall;
    missing.push(...score.missing);
    shown.push(part!, all!);
  }
  if (shown.length === 0) return null;
  const isLoaded = entry.kind === "loaded";
  return {
    path: entry.path,
    tuning: isTuning(entry.path),
    reason: isLoaded ? null : entry.reason,
    recall: isLoaded ? recall : {},
    missing: isLoaded ? missing : [],
    precision: isLoaded ? precisionOf(text, shown) : null,
  };
}

function formatRows(rows: readonly TextsRow[]): string {
  const groups = new Map<string, TextsRow[]>();
  for (const row of rows) {
    const key = `${extname(row.path)} ${row.tuning ? "tuning" : "unseen"}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return formatTable(
    ["format", "half", "files", "with a reason", ...readers.map((reader) => `recall of ${reader}`), "precision"],
    [...groups.keys()].sort().map((key) => {
      const group = groups.get(key)!;
      const reasons = group.filter(({ reason }) => reason !== null).length;
      return [
        ...key.split(" "),
        String(group.length),
        String(reasons),
        ...readers.map((reader) => mean(group.map(({ recall }) => recall[reader]))),
        mean(group.map(({ precision }) => precision)),
      ];
    }),
  );
}

function mean(values: readonly (number | null | undefined)[]): string {
  const numbers = values.filter((value) => typeof value === "number");
  return numbers.length === 0 ? "" : (numbers.reduce((sum, value) => sum + value, 0) / numbers.length).toFixed(3);
}
