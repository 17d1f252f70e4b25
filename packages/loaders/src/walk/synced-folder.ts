/** A service that keeps a folder the same on several machines. */
export type SyncService = "OneDrive" | "Dropbox" | "iCloud Drive" | "Google Drive" | "Box";

/** Names that the services' own programs give their folders on macOS, Windows and Linux. */
const folderNames: readonly (readonly [RegExp, SyncService])[] = [
  [/^OneDrive(?: - .+|-.+)?$/, "OneDrive"],
  [/^Dropbox(?: \(.+\)|-.+)?$/, "Dropbox"],
  [/^(?:Mobile Documents|iCloudDrive|iCloud Drive)$/, "iCloud Drive"],
  [/^(?:Google Drive|GoogleDrive-.+|My Drive)$/, "Google Drive"],
  [/^(?:Box-.+|Box Sync)$/, "Box"],
];

/**
 * The service whose folder an absolute path is or lies in, `null` for none. Told by the names alone: asks no file
 * system, and misses folders that were renamed or are synced in place, such as Desktop and Documents on macOS.
 */
export function syncedFolder(absolutePath: string): SyncService | null {
  for (const name of absolutePath.split(/[/\\]/))
    for (const [pattern, service] of folderNames) if (pattern.test(name)) return service;
  return null;
}
