import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IndexLocation } from "../src/location/index-location.js";
import type { Machine } from "../src/location/machine.js";
import { folderOf } from "./folder.js";

export interface Place {
  readonly root: string;
  readonly docs: string;
  readonly machine: Machine;
}

/** `cloud/docs` with a file in it, on a machine whose given folders are synced. */
export async function place(synced: readonly string[] = ["cloud"]): Promise<Place> {
  const root = await folderOf({ "cloud/docs/sub/a.md": "Keys rotate." });
  return {
    root,
    docs: join(root, "cloud/docs"),
    machine: {
      platform: "linux",
      home: join(root, "home"),
      dataDir: join(root, "data"),
      syncedFolders: synced.map((path) => ({ service: "Dropbox", root: join(root, path) })),
      mounts: () => Promise.resolve([]),
    },
  };
}

/** Makes an index at a location, as far as finding it needs one. */
export function make(
  { dir, folder }: Pick<IndexLocation, "dir" | "folder">,
  more: { readonly folderId?: string } = {},
): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "index.sqlite"), "");
  writeFileSync(join(dir, "settings.json"), JSON.stringify({ version: 1, embedder: "static-en-v1", folder, ...more }));
}

/** The location of an index next to its documents. */
export const inside = (folder: string) => ({ dir: join(folder, ".ragstone"), folder });
