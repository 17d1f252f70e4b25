import { readFile, realpath, stat } from "node:fs/promises";
import { posix, win32 } from "node:path";
import type { Machine } from "./machine.js";
import type { SyncedPlace } from "./synced-place.js";

type Paths = typeof posix;

/** Folders in the home folder that the services' own programs make. */
const homeFolders: readonly (readonly [pattern: RegExp, service: string])[] = [
  [/^OneDrive(?: ?- ?.+)?$/iu, "OneDrive"],
  [/^Dropbox(?: \(.+\))?$/iu, "Dropbox"],
  [/^(?:Google ?Drive|My Drive)(?: \(.+\))?$/iu, "Google Drive"],
  [/^iCloud ?Drive$/iu, "iCloud Drive"],
];

/**
 * Files and folders that mark a service's folder, wherever the user keeps it. In the home folder `.dropbox` is a
 * folder: the settings.
 */
const markers: readonly (readonly [name: string, kind: "file" | "folder", service: string])[] = [
  [".dropbox", "file", "Dropbox"],
  [".dropbox.cache", "folder", "Dropbox"],
  [".tmp.drivedownload", "folder", "Google Drive"],
  [".tmp.driveupload", "folder", "Google Drive"],
  [".shortcut-targets-by-id", "folder", "Google Drive"],
];

const networkTypes =
  /^(?:nfs4?|cifs|smb[23]?|smbfs|afpfs|webdav|davfs2?|afs|ceph|fuse\.(?:sshfs|smbnetfs|rclone|davfs2?|ceph|glusterfs))$/u;
const googleTypes = /^fuse\.(?:google-drive-ocamlfuse|drivefs|gdfuse)$/u;

/**
 * The synced folder or network share that a folder lies in; `null` for a local one. A live database does not belong
 * there: other computers get it half written, and with it the text of all documents.
 */
export async function detectSyncedPlace(folder: string, machine: Machine): Promise<SyncedPlace | null> {
  const real = await realpath(folder).catch(() => folder);
  const roots = [...machine.syncedFolders, ...(await dropboxRoots(machine))];
  for (const place of new Set([folder, real])) {
    const found = byRoot(place, roots, machine) ?? byName(place, machine) ?? (await byMarker(place, machine));
    if (found !== null) return found;
  }
  return byMount(real, machine);
}

function byRoot(place: string, roots: readonly SyncedPlace[], machine: Machine): SyncedPlace | null {
  return roots.find(({ root }) => contains(root, place, machine)) ?? null;
}

function byName(place: string, { platform, home }: Machine): SyncedPlace | null {
  const paths = pathsOf(platform);
  const share = platform === "win32" ? /^\\\\(?:\?\\UNC\\)?(?![?.]\\)[^\\]+\\[^\\]+/u.exec(place)?.[0] : undefined;
  if (share !== undefined) return { service: "a network share", root: share };
  const [first = "", second = "", third = ""] = paths.relative(home, place).split(paths.sep);
  const service = homeFolders.find(([pattern]) => pattern.test(first))?.[1];
  if (service !== undefined) return { service, root: paths.join(home, first) };
  if (first !== "Library") return null;
  if (second === "Mobile Documents") return { service: "iCloud Drive", root: paths.join(home, first, second) };
  if (second !== "CloudStorage" || third === "") return null;
  const name = third.split("-")[0]!;
  return { service: name === "GoogleDrive" ? "Google Drive" : name, root: paths.join(home, first, second, third) };
}

async function byMarker(place: string, { platform }: Machine): Promise<SyncedPlace | null> {
  const paths = pathsOf(platform);
  for (let root = place; ; root = paths.dirname(root)) {
    const found = await Promise.all(markers.map(([name, kind]) => hasKind(paths.join(root, name), kind)));
    const service = markers[found.indexOf(true)]?.[2];
    if (service !== undefined) return { service, root };
    if (root === paths.dirname(root)) return null;
  }
}

async function byMount(place: string, machine: Machine): Promise<SyncedPlace | null> {
  // Of several mounts the innermost counts, and of those in one place the last.
  const mount = (await machine.mounts())
    .filter(({ root }) => contains(root, place, machine))
    .reduce<{ root: string; type: string } | null>(
      (best, other) => (best === null || other.root.length >= best.root.length ? other : best),
      null,
    );
  if (mount === null) return null;
  if (googleTypes.test(mount.type)) return { service: "Google Drive", root: mount.root };
  return networkTypes.test(mount.type) ? { service: "a network share", root: mount.root } : null;
}

/** The folders recorded by the Dropbox program, wherever they are. */
async function dropboxRoots({ platform, home, dataDir }: Machine): Promise<SyncedPlace[]> {
  const paths = pathsOf(platform);
  const file =
    platform === "win32" ? paths.join(dataDir, "Dropbox", "info.json") : paths.join(home, ".dropbox/info.json");
  try {
    const accounts = Object.values(JSON.parse(await readFile(file, "utf8")) as Record<string, { path?: unknown }>);
    return accounts.flatMap(({ path }) => (typeof path === "string" ? [{ service: "Dropbox", root: path }] : []));
  } catch {
    return [];
  }
}

function contains(root: string, place: string, { platform }: Machine): boolean {
  const paths = pathsOf(platform);
  const fold = (path: string) => (platform === "win32" ? path.toLowerCase() : path);
  const relative = paths.relative(fold(root), fold(place));
  return (
    relative === "" || (relative !== ".." && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative))
  );
}

function pathsOf(platform: NodeJS.Platform): Paths {
  return platform === "win32" ? win32 : posix;
}

async function hasKind(path: string, kind: "file" | "folder"): Promise<boolean> {
  const facts = await stat(path).catch(() => null);
  return kind === "file" ? facts?.isFile() === true : facts?.isDirectory() === true;
}
