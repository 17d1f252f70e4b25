import { InvalidOptionError } from "@ragstone/core";
import { lstatSync, type Stats } from "node:fs";
import { lstat, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { classifyName, extensionOf } from "../media/classify-name.js";
import { isPageAsset, isScript, scriptHeadBytes } from "../media/is-page-asset.js";
import { isBlankFile, isMinifiedFile, sniffFile } from "../media/sniff-file.js";
import {
  enterFolder,
  isIgnored,
  isRuleFile,
  readIgnoreRules,
  readRulesAbove,
  type IgnoreRules,
} from "./ignore-rules.js";
import { causeOf } from "./cause-of.js";
import { isCloudOnly, nameOfStub } from "./cloud-only.js";
import { readRawNames, type RawName } from "./raw-names.js";
import type { PathTest } from "./globs.js";
import { cloudOnlyDetail } from "./cloud-only-detail.js";
import { isPrincipalsFile, readSidecar, ruledPrincipals, sidecarsOf, type PrincipalRule } from "./principals-of.js";
import { walkFailed } from "./walk-failed.js";
import type { WalkedFile, WalkEntry } from "./walk-entry.js";

/** State shared by a whole walk. */
export interface WalkState {
  readonly realRoot: string;
  readonly include: PathTest | null;
  readonly exclude: PathTest | null;
  /** Of `include`, what names files by their extension. */
  readonly named: PathTest | null;
  readonly maxBytes: number;
  readonly hidden: boolean;
  readonly skip: ReadonlySet<string>;
  /** Of documents whatever their content, in lower case. */
  readonly extensions: ReadonlySet<string>;
  readonly principals: readonly PrincipalRule[];
  readonly signal: AbortSignal | undefined;
  /** Real paths of the link targets followed so far. */
  readonly followed: Set<string>;
  /** How long the file system took to answer in this thread. */
  readonly answered: { calls: number; ms: number };
}

interface Folder {
  readonly absolutePath: string;
  /** Relative to the root with a final `/`; empty for the root. */
  readonly base: string;
  readonly rules: IgnoreRules | null;
  /** Real paths of this folder and those above it, through links. */
  readonly chain: readonly string[];
}

type Found =
  | WalkEntry
  | { readonly kind: "folder"; readonly folder: Folder }
  | { readonly kind: "link"; readonly path: string; readonly target: string; readonly isFolder: boolean }
  | null;

/** Folders never entered, not even through a link. */
const closed: ReadonlySet<string> = new Set([".git", ".ragstone", "node_modules"]);

/**
 * Files up to this size are opened to see whether they are blank: a line end alone, as in many a marker file, is as
 * empty as nothing.
 */
export const maxBlankBytes = 16;

/** Files looked at together: enough to keep the file system's threads busy, few enough to bound memory. */
const lookAhead = 64;

/**
 * A local file system answers in 3 µs, and passing the call to another thread costs 40: slower ones are called from
 * there.
 */
const promptMs = 0.2;

/** Time budget for first reads of files, which are the slowest. */
const patienceMs = 20;

export async function* walkTree(state: WalkState): AsyncGenerator<WalkEntry, void, undefined> {
  yield* walk(state, {
    absolutePath: state.realRoot,
    base: "",
    rules: await readRulesAbove(state.realRoot),
    chain: [state.realRoot],
  });
}

async function* walk(state: WalkState, folder: Folder): AsyncGenerator<WalkEntry, void, undefined> {
  state.signal?.throwIfAborted();
  let names: RawName[];
  try {
    names = await readRawNames(folder.absolutePath);
  } catch (error) {
    if (folder.base === "")
      throw new InvalidOptionError("folder", state.realRoot, `a folder that can be read (${causeOf(error)})`);
    yield walkFailed(folder.base.slice(0, -1), "unreadable", causeOf(error));
    return;
  }
  const rules = await readIgnoreRules(
    folder.absolutePath,
    folder.base,
    new Set(names.map((entry) => entry.raw)),
    folder.rules,
  );
  const inside = { ...folder, rules };
  const sidecars = sidecarsOf(folder.absolutePath, folder.base, names);
  for (let start = 0; start < names.length; start += lookAhead) {
    state.signal?.throwIfAborted();
    const found = await Promise.all(names.slice(start, start + lookAhead).map((name) => look(state, inside, name)));
    for (const first of found) {
      // One after the other, so that the first link of a target is the same on every run.
      const entry = first?.kind === "link" ? await follow(state, inside, first) : first;
      if (entry === null) continue;
      if (entry.kind === "folder") yield* walk(state, entry.folder);
      else if (entry.kind === "file") yield* withPrincipals(state, entry, sidecars.get(entry.path));
      else yield entry;
    }
  }
}

/** A sidecar that cannot be used is reported, and its document shown to nobody. */
async function* withPrincipals(
  { principals: rules }: WalkState,
  file: WalkedFile,
  sidecar: string | undefined,
): AsyncGenerator<WalkEntry, void, undefined> {
  const ruled = ruledPrincipals(file.path, rules);
  if (sidecar === undefined) {
    yield ruled === undefined ? file : { ...file, assigned: ruled };
    return;
  }
  const { principals, problem } = await readSidecar(sidecar);
  if (problem !== null) yield walkFailed(`${file.path}.principals.json`, "malformed", problem, sidecarHint);
  yield { ...file, assigned: { from: "sidecar", principals } };
}

export const sidecarHint =
  'Repair it, for example: {"principals":["hr"]}. Until then its document is the owner\'s alone.';

async function look(state: WalkState, folder: Folder, entry: RawName): Promise<Found> {
  const absolutePath = join(folder.absolutePath, entry.raw);
  const isFolder = entry.kind === "folder";
  const path = folder.base + entry.name + (isFolder ? "/" : "");
  if (entry.name === ".ragstone" || entry.name === ".git" || state.skip.has(absolutePath)) return null;
  if (isRuleFile(entry.name) && !state.hidden) return null;
  if (isPrincipalsFile(entry.name) && !isFolder) return null;
  if (entry.name === "node_modules") return { kind: "ignored", path, reason: "ignored" };
  if (isIgnored(path, folder.rules)) return { kind: "ignored", path, reason: "ignored" };
  const stubOf = nameOfStub(entry.name);
  if (stubOf !== null && !isFolder) return lookAtStub(state, folder, stubOf);
  if (isOwnerFile(entry.name)) return { kind: "ignored", path, reason: "not-a-document" };
  if (!state.hidden && entry.name.startsWith(".")) return { kind: "ignored", path, reason: "excluded" };
  if (state.exclude?.(folder.base + entry.name) === true) return { kind: "ignored", path, reason: "excluded" };
  const failedPath = folder.base + entry.name;
  if (!entry.isUtf8)
    return walkFailed(failedPath, "unreadable", "the name is not valid UTF-8", "Rename it, and index again.");
  if (entry.collides)
    return walkFailed(failedPath, "path-collision", "another name of the folder has the same Unicode form (NFC)");
  if (isFolder)
    return {
      kind: "folder",
      folder: {
        absolutePath,
        base: path,
        rules: enterFolder(path, folder.rules),
        chain: [...folder.chain, absolutePath],
      },
    };
  if (entry.kind === "link") return lookAtLink(state, path, absolutePath);
  if (entry.kind === "special") return { kind: "ignored", path, reason: "special-file" };
  return lookAtFile(state, path, absolutePath);
}

/** Files in which Office and LibreOffice note who has a document open; they end with the program. */
export function isOwnerFile(name: string): boolean {
  return /^~\$|^\.~lock\..*#$/.test(name);
}

/** A file that iCloud Drive keeps elsewhere, reported under its own name. */
function lookAtStub(state: WalkState, folder: Folder, name: string): WalkEntry {
  const path = folder.base + name;
  if (isIgnored(path, folder.rules)) return { kind: "ignored", path, reason: "ignored" };
  if (state.exclude?.(path) === true || (state.include !== null && !state.include(path)))
    return { kind: "ignored", path, reason: "excluded" };
  if (!state.extensions.has(extensionOf(path)) && classifyName(path) === "not-a-document")
    return { kind: "ignored", path, reason: "not-a-document" };
  return walkFailed(path, "cloud-only", cloudOnlyDetail);
}

async function lookAtLink(state: WalkState, path: string, absolutePath: string): Promise<Found> {
  let target: string;
  try {
    target = await realpath(absolutePath);
  } catch (error) {
    const cause = causeOf(error);
    if (cause === "ELOOP") return { kind: "ignored", path, reason: "symlink-loop" };
    if (cause === "ENOENT" || cause === "ENOTDIR") return { kind: "ignored", path, reason: "symlink-dangling" };
    return walkFailed(path, "unreadable", `the target of a symbolic link (${cause})`);
  }
  if (
    target !== state.realRoot &&
    !target.startsWith(state.realRoot.endsWith(sep) ? state.realRoot : state.realRoot + sep)
  ) {
    return { kind: "ignored", path, reason: "symlink-outside" };
  }
  // A link must not open a folder that the walk excludes.
  if (
    target
      .slice(state.realRoot.length)
      .split(sep)
      .some((part) => closed.has(part))
  )
    return { kind: "ignored", path, reason: "ignored" };
  const facts = await stat(target).catch(() => null);
  if (facts === null) return { kind: "ignored", path, reason: "symlink-dangling" };
  return { kind: "link", path, target, isFolder: facts.isDirectory() };
}

async function follow(
  state: WalkState,
  folder: Folder,
  link: { readonly path: string; readonly target: string; readonly isFolder: boolean },
): Promise<WalkEntry | { readonly kind: "folder"; readonly folder: Folder }> {
  const { target, isFolder } = link;
  const path = isFolder ? `${link.path}/` : link.path;
  if (state.followed.has(target) || (isFolder && isAbove(target, folder.chain)))
    return { kind: "ignored", path, reason: "symlink-loop" };
  state.followed.add(target);
  if (!isFolder) return lookAtFile(state, path, target);
  return {
    kind: "folder",
    folder: {
      absolutePath: target,
      base: path,
      rules: enterFolder(path, folder.rules),
      chain: [...folder.chain, target],
    },
  };
}

/** Whether the target is one of the folders that lead here, or contains one of them. */
function isAbove(target: string, chain: readonly string[]): boolean {
  return chain.some((real) => real === target || real.startsWith(target + sep));
}

async function lookAtFile(state: WalkState, path: string, absolutePath: string): Promise<WalkEntry> {
  if (state.include !== null && !state.include(path)) return { kind: "ignored", path, reason: "excluded" };
  try {
    const facts = await factsOf(state, absolutePath);
    if (!facts.isFile()) return { kind: "ignored", path, reason: "special-file" };
    const verdict = state.extensions.has(extensionOf(path)) ? "document" : classifyName(path);
    if (verdict === "not-a-document") return { kind: "ignored", path, reason: "not-a-document" };
    const mayBeAsset = !state.extensions.has(extensionOf(path)) && state.named?.(path) !== true;
    if (mayBeAsset && isPageAsset(path)) return { kind: "ignored", path, reason: "page-asset" };
    const cloudOnly = isCloudOnly(absolutePath, facts);
    if (facts.size === 0 || (facts.size <= maxBlankBytes && (await isBlankFile(absolutePath, facts.size))))
      return { kind: "ignored", path, reason: "empty" };
    const isSniffed = !cloudOnly && (verdict === "unknown" || verdict === "shared");
    if (isSniffed && !(await sniffFile(absolutePath, verdict === "unknown" ? "text" : "no-text")))
      return { kind: "ignored", path, reason: "not-a-document" };
    if (
      mayBeAsset &&
      !cloudOnly &&
      isScript(path) &&
      facts.size >= scriptHeadBytes &&
      (await isMinifiedFile(absolutePath))
    )
      return { kind: "ignored", path, reason: "page-asset" };
    if (facts.size > state.maxBytes)
      return walkFailed(path, "too-large", `${facts.size} bytes; the limit is ${state.maxBytes}`);
    return {
      kind: "file",
      path,
      absolutePath,
      bytes: facts.size,
      modifiedMs: facts.mtimeMs,
      changedMs: facts.ctimeMs,
      inode: facts.ino,
      ...(cloudOnly && { cloudOnly: true as const }),
    };
  } catch (error) {
    return walkFailed(path, "unreadable", causeOf(error));
  }
}

async function factsOf({ answered }: WalkState, absolutePath: string): Promise<Stats> {
  if (answered.ms > answered.calls * promptMs + patienceMs) return lstat(absolutePath);
  const startMs = performance.now();
  try {
    return lstatSync(absolutePath);
  } finally {
    answered.calls += 1;
    answered.ms += performance.now() - startMs;
  }
}
