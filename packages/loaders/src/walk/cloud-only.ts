import type { Stats } from "node:fs";
import { syncedFolder } from "./synced-folder.js";

/**
 * Largest file that a file system may store inside its metadata, without a data block: btrfs inlines up to 4 KiB, F2FS
 * 3.4, NTFS and ext4 less. APFS has no such files.
 */
const maxInlineBytes = process.platform === "darwin" ? 0 : 4096;

/** The name of iCloud Drive's placeholder for a file that is not on this machine: `.report.pdf.icloud`. */
const stubName = /^\.(?<name>.+)\.icloud$/;

/**
 * Whether a file of a synced folder has a size and no content on this machine: reading it would download it. Files
 * outside of such folders never are: a sparse file has no blocks either.
 */
export function isCloudOnly(absolutePath: string, { size, blocks }: Pick<Stats, "size" | "blocks">): boolean {
  return blocks === 0 && size > maxInlineBytes && syncedFolder(absolutePath) !== null;
}

/** The name of the file that an iCloud Drive placeholder represents; `null` for other names. */
export function nameOfStub(name: string): string | null {
  return stubName.exec(name)?.groups?.["name"] ?? null;
}
