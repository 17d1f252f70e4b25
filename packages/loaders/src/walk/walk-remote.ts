import { isRagstoneError, type IgnoreReason, type RemoteEntry, type RemoteFolder } from "@ragstone/core";
import pLimit from "p-limit";
import { classifyName, extensionOf } from "../media/classify-name.js";
import { isMinified, isPageAsset, isScript, scriptHeadBytes } from "../media/is-page-asset.js";
import { isBlank, sniffHead } from "../media/sniff-file.js";
import type { PathTest } from "./globs.js";
import { enterFolder, isIgnored, isRuleFile, type IgnoreRules } from "./ignore-rules.js";
import { isPrincipalsFile, ruledPrincipals, type PrincipalRule } from "./principals-of.js";
import { orderedNames, type RawName } from "./raw-names.js";
import { readRemoteIgnoreRules, readRemotePrincipalRules, readRemoteSidecar } from "./remote-rules.js";
import type { AssignedPrincipals, WalkedFile, WalkEntry } from "./walk-entry.js";
import { walkFailed } from "./walk-failed.js";
import { isOwnerFile, maxBlankBytes, sidecarHint } from "./walk-tree.js";

/** What a walk of a remote folder finds. */
export interface RemoteWalk {
  readonly root: RemoteFolder;
  readonly include: PathTest | null;
  readonly exclude: PathTest | null;
  /** Of `include`, what names files by their extension. */
  readonly named: PathTest | null;
  readonly maxBytes: number;
  readonly hidden: boolean;
  /** Of documents whatever their content, in lower case. */
  readonly extensions: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}

interface Folder {
  /** As the service spells it, without a final `/`; empty for the root. */
  readonly raw: string;
  /** In NFC, with a final `/`; empty for the root. */
  readonly base: string;
  readonly rules: IgnoreRules | null;
}

type Listing = { readonly entries: readonly RemoteEntry[] } | { readonly error: unknown };

/** Folders listed at once. */
const listConcurrency = 8;

export async function* walkRemote(walk: RemoteWalk): AsyncGenerator<WalkEntry, void, undefined> {
  const { root, signal } = walk;
  const limit = pLimit(listConcurrency);
  /** Never rejects: a walk that ends early leaves listings that nobody awaits. */
  const list = (raw: string): Promise<Listing> =>
    limit(() => root.list(raw, { signal }))
      .then((entries) => ({ entries }))
      .catch((error: unknown) => ({ error }));
  const listing = await list("");
  if ("error" in listing) throw listing.error;
  const principals = await readRemotePrincipalRules(walk, listing.entries);
  yield* walkListed({ ...walk, list, principals }, { raw: "", base: "", rules: null }, listing.entries);
}

interface Listed extends RemoteWalk {
  readonly list: (raw: string) => Promise<Listing>;
  readonly principals: readonly PrincipalRule[];
}

async function* walkListed(
  walk: Listed,
  { raw, base, rules: above }: Folder,
  entries: readonly RemoteEntry[],
): AsyncGenerator<WalkEntry, void, undefined> {
  walk.signal?.throwIfAborted();
  const rules = await readRemoteIgnoreRules(walk, { raw, base, above }, entries);
  const facts = new Map(entries.map((entry) => [entry.name, entry]));
  const names = orderedNames(
    entries.map(({ name, isFolder }) => ({
      raw: name,
      name: name.normalize("NFC"),
      kind: isFolder ? "folder" : "file",
      isUtf8: true,
      collides: false,
    })),
  );
  const found = names.flatMap((name): (WalkEntry | Sub)[] => {
    const rawPath = raw === "" ? name.raw : `${raw}/${name.raw}`;
    const entry = look(walk, { base, rules }, { name, rawPath, facts: facts.get(name.raw)! });
    return entry === null ? [] : [entry];
  });
  const sidecars = new Map(
    names.filter(({ name }) => isPrincipalsFile(name)).map(({ raw: rawName, name }) => [base + name, rawName]),
  );
  // Listed ahead: each is a request of its own.
  const ahead = found.map((entry) => (entry.kind === "folder" ? walk.list(entry.folder.raw) : null));
  for (const [at, entry] of found.entries()) {
    if (entry.kind === "folder") yield* enter(walk, entry.folder, await ahead[at]!);
    else if (entry.kind === "file") {
      const sidecar = sidecars.get(`${entry.path}.principals.json`);
      yield* withPrincipals(
        walk,
        entry,
        sidecar === undefined ? undefined : raw === "" ? sidecar : `${raw}/${sidecar}`,
      );
    } else yield entry;
  }
}

interface Sub {
  readonly kind: "folder";
  readonly folder: Folder;
}

/** A folder below the root that cannot be listed fails alone; one that vanished meanwhile is gone. */
async function* enter(walk: Listed, folder: Folder, listing: Listing): AsyncGenerator<WalkEntry, void, undefined> {
  if ("entries" in listing) {
    yield* walkListed(walk, folder, listing.entries);
    return;
  }
  const { error } = listing;
  walk.signal?.throwIfAborted();
  if (!isRagstoneError(error) || (error.code !== "permission-denied" && error.code !== "folder-missing")) throw error;
  if (error.code === "permission-denied") yield walkFailed(folder.base.slice(0, -1), "unreadable", error.message);
}

/** A sidecar that cannot be used is reported, and its document shown to nobody. */
async function* withPrincipals(
  walk: Listed,
  file: WalkedFile,
  sidecar: string | undefined,
): AsyncGenerator<WalkEntry, void, undefined> {
  let assigned: AssignedPrincipals | undefined = ruledPrincipals(file.path, walk.principals);
  if (sidecar !== undefined) {
    const { principals, problem } = await readRemoteSidecar(walk, sidecar);
    if (problem !== null) yield walkFailed(`${file.path}.principals.json`, "malformed", problem, sidecarHint);
    assigned = { from: "sidecar", principals };
  }
  yield assigned === undefined ? file : { ...file, assigned };
}

interface Looked {
  readonly name: RawName;
  readonly rawPath: string;
  readonly facts: RemoteEntry;
}

function look(
  walk: Listed,
  { base, rules }: Pick<Folder, "base" | "rules">,
  { name: { name, kind, collides }, rawPath, facts }: Looked,
): WalkEntry | Sub | null {
  const isFolder = kind === "folder";
  const path = base + name + (isFolder ? "/" : "");
  if (name === ".ragstone" || name === ".git") return null;
  if (isRuleFile(name) && !walk.hidden) return null;
  if (isPrincipalsFile(name) && !isFolder) return null;
  if (name === "node_modules" || isIgnored(path, rules)) return { kind: "ignored", path, reason: "ignored" };
  if (isOwnerFile(name)) return { kind: "ignored", path, reason: "not-a-document" };
  if (!walk.hidden && name.startsWith(".")) return { kind: "ignored", path, reason: "excluded" };
  if (walk.exclude?.(base + name) === true) return { kind: "ignored", path, reason: "excluded" };
  if (collides)
    return walkFailed(base + name, "path-collision", "another name of the folder has the same Unicode form (NFC)");
  if (isFolder) return { kind: "folder", folder: { raw: rawPath, base: path, rules: enterFolder(path, rules) } };
  return lookAtFile(walk, path, rawPath, facts);
}

function lookAtFile(
  { root, include, named, maxBytes, extensions }: Listed,
  path: string,
  rawPath: string,
  { bytes, modifiedMs, etag }: RemoteEntry,
): WalkEntry {
  if (include !== null && !include(path)) return { kind: "ignored", path, reason: "excluded" };
  const isOwn = extensions.has(extensionOf(path));
  const verdict = isOwn ? "document" : classifyName(path);
  if (verdict === "not-a-document") return { kind: "ignored", path, reason: "not-a-document" };
  const mayBeAsset = !isOwn && named?.(path) !== true;
  if (mayBeAsset && isPageAsset(path)) return { kind: "ignored", path, reason: "page-asset" };
  if (bytes === 0) return { kind: "ignored", path, reason: "empty" };
  if (bytes > maxBytes) return walkFailed(path, "too-large", `${bytes} bytes; the limit is ${maxBytes}`);
  const ignoreReason = (content: Uint8Array): IgnoreReason | null => {
    if (content.length <= maxBlankBytes && isBlank(content)) return "empty";
    const isSniffed = verdict === "unknown" || verdict === "shared";
    if (isSniffed && !sniffHead(content, verdict === "unknown" ? "text" : "no-text")) return "not-a-document";
    const isAsset = mayBeAsset && isScript(path) && isMinified(content.subarray(0, scriptHeadBytes));
    return isAsset ? "page-asset" : null;
  };
  const remote = { folder: root, etag, ignoreReason };
  return { kind: "file", path, absolutePath: rawPath, bytes, modifiedMs, changedMs: modifiedMs, inode: 0, remote };
}
