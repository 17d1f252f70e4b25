import { createHash } from "node:crypto";

interface StoredFile {
  readonly bytes: Buffer;
  readonly modifiedMs: number;
  readonly etag: string;
}

/** An entry of a listing as the Files API gives it. */
export interface DirectoryEntry {
  readonly path: string;
  readonly name: string;
  readonly is_directory: boolean;
  readonly file_size?: number;
  readonly last_modified?: number;
}

/** Whether something may be used, is forbidden to the caller, or fails when it is read. */
export type VolumeAccess = "allowed" | "forbidden" | "failing";

/** The files of all Unity Catalog volumes of a workspace, by absolute path (`/Volumes/...`). */
export class Volumes {
  readonly #files = new Map<string, StoredFile>();
  /** Folders that exist without a file, volumes among them. */
  readonly #folders = new Set<string>();
  readonly #access = new Map<string, VolumeAccess>();
  #versions = 0;

  put(path: string, content: string | Uint8Array, modifiedMs = Date.now()): void {
    const bytes = Buffer.from(content);
    this.#versions += 1;
    const digest = createHash("sha256").update(`${this.#versions}:`).update(bytes).digest("hex");
    this.#files.set(path, { bytes, modifiedMs, etag: `"${digest.slice(0, 32)}"` });
    for (let folder = parentOf(path); folder !== "/Volumes" && folder !== ""; folder = parentOf(folder))
      this.#folders.add(folder);
  }

  addFolder(path: string): void {
    for (let folder = path; folder !== "/Volumes" && folder !== ""; folder = parentOf(folder))
      this.#folders.add(folder);
  }

  /** A file, or a folder with all that is in it. */
  remove(path: string): void {
    const isIn = (one: string) => one === path || one.startsWith(`${path}/`);
    for (const file of this.#files.keys()) if (isIn(file)) this.#files.delete(file);
    for (const folder of this.#folders) if (isIn(folder)) this.#folders.delete(folder);
  }

  setAccess(path: string, access: VolumeAccess): void {
    this.#access.set(path, access);
  }

  accessOf(path: string): VolumeAccess {
    for (let place = path; place !== ""; place = parentOf(place)) {
      const access = this.#access.get(place);
      if (access !== undefined) return access;
    }
    return "allowed";
  }

  file(path: string): StoredFile | null {
    return this.#files.get(path) ?? null;
  }

  hasFolder(path: string): boolean {
    return this.#folders.has(path);
  }

  /** Files and folders directly in a folder; `null` if there is no such folder. */
  list(folder: string): readonly DirectoryEntry[] | null {
    if (!this.#folders.has(folder)) return null;
    const entries: DirectoryEntry[] = [];
    for (const path of this.#folders)
      if (parentOf(path) === folder) entries.push({ path: `${path}/`, name: nameOf(path), is_directory: true });
    for (const [path, { bytes, modifiedMs }] of this.#files)
      if (parentOf(path) === folder)
        entries.push({
          path,
          name: nameOf(path),
          is_directory: false,
          file_size: bytes.length,
          last_modified: modifiedMs,
        });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
