import { describe, expect, it } from "vitest";
import { syncedFolder } from "./synced-folder.js";

describe("syncedFolder", () => {
  it.each([
    ["/home/ann/Dropbox/notes", "Dropbox"],
    ["/Users/ann/Library/CloudStorage/OneDrive-Contoso/a", "OneDrive"],
    ["C:\\Users\\ann\\OneDrive - Contoso GmbH\\a", "OneDrive"],
    ["/Users/ann/Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"],
    ["/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/My Drive", "Google Drive"],
    ["G:\\My Drive\\a", "Google Drive"],
    ["/Users/ann/Library/CloudStorage/Box-Box/a", "Box"],
    ["/home/ann/documents", null],
    ["/home/ann/about OneDrive/a", null],
    ["/home/ann/dropbox-notes", null],
  ])("%s: %s", (path, service) => {
    expect(syncedFolder(path)).toBe(service);
  });
});
