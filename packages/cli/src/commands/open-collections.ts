import { basename } from "node:path";
import { InvalidOptionError } from "@ragstone/core";
import type { CollectionOptions } from "@ragstone/server";
import { openExisting, openFolder, type Opened } from "../open-from-flags.js";
import type { Flags } from "../options/settings.js";

/** The opened indexes, with the model that answers from them. */
export interface OpenedCollections {
  readonly collections: readonly CollectionOptions[];
  readonly model: string | undefined;
}

/** Opens an index for each folder; without folders, the one that the flags name or that the working directory lies in. */
export async function openCollections(folders: readonly string[], flags: Flags): Promise<OpenedCollections> {
  if (folders.length > 1 && flags.index !== undefined)
    throw new InvalidOptionError(
      "--index",
      flags.index,
      "no more than one FOLDER",
      "Leave --index or the folders out.",
    );
  const opened: Opened[] = [];
  try {
    if (folders.length === 0) opened.push(await openExisting({ flags }));
    for (const folder of folders) opened.push(await openFolder({ flags, folder }));
  } catch (error) {
    await Promise.all(opened.map(({ rag }) => rag.close()));
    throw error;
  }
  const taken = new Set<string>();
  const { generator } = opened[0]!.settings;
  const collections = opened.map(({ rag }) => ({
    name: freeName(basename(rag.folder), taken),
    rag,
    writable: flags.write === true,
    follow: true,
  }));
  return { collections, model: typeof generator === "string" ? generator : undefined };
}

/** A folder's name as a part of an address, with a number if another folder has it. */
function freeName(folder: string, taken: Set<string>): string {
  const plain = folder.normalize("NFC").replaceAll(/[^\p{L}\p{N}._-]+/gu, "-") || "documents";
  let name = plain;
  for (let number = 2; taken.has(name); number += 1) name = `${plain}-${number}`;
  taken.add(name);
  return name;
}
