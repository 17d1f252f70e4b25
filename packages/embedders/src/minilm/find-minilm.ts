import { existsSync } from "node:fs";
import { join } from "node:path";
import { RagstoneError } from "@ragstone/core";

export interface FindMinilmOptions {
  /** Where the user's models are, a folder for each; `null` where there is no such place. */
  readonly modelsDir: string | null;
  /** Imports a module by name. @defaultValue `import()` */
  readonly load?: (name: string) => Promise<unknown>;
}

/** The name of the data package and of its exported folder. */
const packageName = "@ragstone/minilm-en";

/**
 * The folder of all-MiniLM-L6-v2: the user's copy, else the installed package `@ragstone/minilm-en`; `null` where there
 * is neither. The files are not checked.
 */
export async function findMinilm({ modelsDir, load }: FindMinilmOptions): Promise<string | null> {
  const copy = modelsDir === null ? null : join(modelsDir, "minilm");
  return copy !== null && existsSync(copy) ? copy : minilmPackage(load);
}

/** The folder of the installed package; `null` where it is not installed next to Ragstone. */
export async function minilmPackage(
  load: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<string | null> {
  try {
    return ((await load(packageName)) as { readonly minilmDir: string }).minilmDir;
  } catch {
    return null;
  }
}

/** The error for a model that was not added. */
export function minilmMissing(): RagstoneError {
  return new RagstoneError("model-missing", "The model minilm is not installed.", {
    hint: `Install ${packageName} next to Ragstone, or add the model to the user's models.`,
    data: { model: "minilm" },
  });
}
