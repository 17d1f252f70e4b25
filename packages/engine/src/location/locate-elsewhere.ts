import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { IndexError, type IndexProvider } from "@ragstone/core";
import { writeAtomically } from "@ragstone/index/local";
import { checkFolder } from "./check-folder.js";
import type { IndexLocation } from "./index-location.js";
import type { LocateOptions } from "./locate-index.js";
import type { Machine } from "./machine.js";
import { resolveFolder } from "./resolve-folder.js";
import { namedFolder } from "./named-folder.js";

const folderFile = "folder.json";

/**
 * The location of an index that another engine keeps. What belongs to this machine alone lives in the user's data
 * folder, the documents' folder among it: the engine is not told about paths of this machine.
 *
 * @throws {@link InvalidOptionError} if there is no index and the folder is missing, not a folder, or may not be read
 * @throws {@link OtherFolderError} if this machine indexed another folder there that does not contain `folder`
 * @throws {@link IndexError} `index-missing` if there is neither an index nor a folder to index
 */
export async function locateElsewhere(
  provider: IndexProvider,
  { folder, overrideFolder = false }: Omit<LocateOptions, "index">,
  machine: Machine,
): Promise<IndexLocation> {
  const { name } = provider.describe();
  const dir = cacheDirOf(name, machine);
  const remembered = await readFolder(dir);
  const [given, exists] = [folder === undefined ? undefined : resolveFolder(folder), await provider.exists()];
  if (!exists) {
    if (given === undefined) throw missing(name);
    await checkFolder(given);
    return { dir, name, folder: given, folderFrom: "caller" };
  }
  const found: IndexLocation = {
    dir,
    name,
    folder: remembered ?? dir,
    folderFrom: remembered === null ? "guess" : "index",
  };
  return given === undefined ? found : namedFolder(given, found, overrideFolder);
}

/** Notes which folder this machine indexes into an index elsewhere. */
export async function rememberFolder({ dir, folder }: IndexLocation): Promise<void> {
  await writeAtomically(join(dir, folderFile), `${JSON.stringify({ version: 1, folder })}\n`);
}

async function readFolder(dir: string): Promise<string | null> {
  try {
    const { folder } = JSON.parse(await readFile(join(dir, folderFile), "utf8")) as { readonly folder?: unknown };
    return typeof folder === "string" ? folder : null;
  } catch {
    return null;
  }
}

function cacheDirOf(name: string, { dataDir }: Machine): string {
  return join(dataDir, "ragstone", "engines", createHash("sha256").update(name).digest("hex").slice(0, 24));
}

function missing(name: string): IndexError {
  return new IndexError("index-missing", `There is no index at ${name}.`, {
    hint: "Open it with a folder and index that first.",
    data: { index: name },
  });
}
