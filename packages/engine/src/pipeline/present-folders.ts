import { posix } from "node:path";

/** Folders in which a walk found something. One that is missing, unmounted or empty is not among them. */
export class PresentFolders {
  readonly #folders = new Set<string>();

  /** @param path - of a walked entry, relative to the root; folders end in `/` */
  add(path: string): void {
    const entry = path.endsWith("/") ? path.slice(0, -1) : path;
    // A mount point often contains a hidden marker file.
    if (posix.basename(entry).startsWith(".")) return;
    for (let folder = entry; folder !== ".";) {
      folder = posix.dirname(folder);
      if (this.#folders.has(folder)) return;
      this.#folders.add(folder);
    }
  }

  /** Whether the folder of a document, or with `root` the whole walked folder, is present. */
  has(documentPath: string, scope: "root" | "folder"): boolean {
    return this.#folders.has(scope === "root" ? "." : posix.dirname(documentPath));
  }
}
