import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { InvalidOptionError, pathTest } from "@ragstone/core";
import { globMatcher } from "@ragstone/engine/internal";

const expected = "a file with an answer as `ask --json` prints it, a folder of such files, or a glob";
const magic = /[*?[\]{}]/u;

/** A saved answer with the name of its file as the user would write it. */
interface SavedAnswerFile {
  readonly file: string;
  readonly answer: unknown;
}

/** Files with saved answers, and JSON files of folders and globs that contain something else. */
export interface SavedAnswerFiles {
  readonly answers: readonly SavedAnswerFile[];
  readonly others: readonly string[];
  /** Whether one file is named, and no folder or glob. */
  readonly isNamed: boolean;
}

/**
 * Reads the answers of files, of all `.json` files in and below folders, and of the files that match globs, each file
 * once, in order.
 *
 * @throws {@link InvalidOptionError} if a named file cannot be read or contains no answer, and if nothing is found
 */
export async function findSavedAnswers(targets: readonly string[], cwd: string): Promise<SavedAnswerFiles> {
  const answers = new Map<string, SavedAnswerFile>();
  const others = new Set<string>();
  let named = 0;
  for (const target of targets) {
    const path = resolve(cwd, target);
    const entry = await stat(path).catch(() => null);
    if (entry === null ? !magic.test(target) : entry.isFile()) {
      answers.set(path, { file: target, answer: await readAnswer(path) });
      named += 1;
      continue;
    }
    const found = entry === null ? await matchingFiles(target, cwd) : await jsonFiles(path);
    if (found.length === 0)
      throw new InvalidOptionError(
        "FILE",
        target,
        expected,
        entry === null ? "No file matches." : "It has no .json file.",
      );
    for (const one of found) {
      const answer = await readAnswer(one).catch(() => null);
      if (isAnswer(answer)) answers.set(one, { file: relative(cwd, one), answer });
      else others.add(relative(cwd, one));
    }
  }
  if (answers.size === 0)
    throw new InvalidOptionError("FILE", targets.join(" "), expected, "No file contains an answer.");
  return { answers: [...answers.values()], others: [...others], isNamed: named === 1 && targets.length === 1 };
}

async function readAnswer(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new InvalidOptionError("FILE", file, expected, (error as Error).message);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidOptionError("FILE", file, expected, `It is no JSON: ${(error as Error).message}`);
  }
}

function isAnswer(value: unknown): boolean {
  return typeof value === "object" && value !== null && "citations" in value && Array.isArray(value.citations);
}

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.split(sep).includes(".ragstone"))
    .sort();
}

/** Files that a glob matches, below the last folder that it names without a pattern. */
async function matchingFiles(glob: string, cwd: string): Promise<string[]> {
  const parts = glob.split(/[\\/]/u);
  const first = parts.findIndex((part) => magic.test(part));
  const base = resolve(cwd, parts.slice(0, first).join("/") || (glob.startsWith("/") ? "/" : "."));
  const matches = pathTest([parts.slice(first).join("/")], globMatcher);
  const entries = await readdir(base, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => matches(relative(base, path).split(sep).join("/")))
    .sort();
}
