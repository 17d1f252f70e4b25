import { InvalidOptionError, type RemoteFolder } from "@ragstone/core";
import { realpath, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { defaultMaxBytes } from "./default-max-bytes.js";
import { compileGlobs } from "./globs.js";
import { readPrincipalRules } from "./principals-of.js";
import { walkRemote } from "./walk-remote.js";
import { walkTree } from "./walk-tree.js";
import type { WalkEntry } from "./walk-entry.js";
import type { WalkOptions } from "./walk-options.js";

/**
 * Finds the documents of a folder, and gives the reason for every other file.
 *
 * `.gitignore` and `.ragstoneignore` work as in git, nested, and the latter takes precedence; those above the root also
 * apply if the root is in a git work tree. `.git` and `.ragstone` are skipped silently and `node_modules` is ignored. A
 * symbolic link that resolves inside the root is followed, each target once; nothing outside the root is ever listed.
 * Files whose name or first bytes show that they are not documents are `not-a-document`; stylesheets, minified scripts
 * and search indexes are `page-asset`, unless a glob of `include` names their extension. Names are kept raw for reading
 * and normalized to NFC for identity. Order is by path within each folder, the same on every run. Memory grows with the
 * largest folder, not with the tree. `ragstone.principals.json` in the root and `NAME.principals.json` next to a file
 * say who may see files, and are no documents.
 *
 * A remote folder is walked by the same rules; it has no links. What only the first bytes of a file tell is decided when
 * it is read ({@link RemoteOrigin.ignoreReason}).
 *
 * @example
 * ```ts
 * for await (const entry of walkFolder("./docs", { exclude: ["drafts/**"] })) {
 *   if (entry.kind === "file") await load(await readWalkedFile(entry));
 * }
 * ```
 *
 * @throws {@link InvalidOptionError} if the root is missing, cannot be read or is no folder, or a glob or the
 * rules of principals are malformed
 * @throws {@link RemoteError} if the root of a remote folder cannot be listed
 */
export async function* walkFolder(
  root: string | RemoteFolder,
  options: WalkOptions = {},
): AsyncGenerator<WalkEntry, void, undefined> {
  const { maxBytes = defaultMaxBytes, hidden = false, signal } = options;
  const include = compileGlobs("include", options.include);
  const exclude = compileGlobs("exclude", options.exclude);
  const named = compileGlobs("include", options.include?.filter(namesExtension));
  const extensions = new Set((options.extensions ?? []).map((extension) => extension.toLowerCase()));
  if (typeof root !== "string") {
    yield* walkRemote({ root, include, exclude, named, maxBytes, hidden, extensions, signal });
    return;
  }
  const realRoot = await resolveRoot(root);
  const skip = new Set((options.skip ?? []).map((path) => resolve(path)));
  yield* walkTree({
    realRoot,
    include,
    exclude,
    named,
    maxBytes,
    hidden,
    skip,
    extensions,
    principals: await readPrincipalRules(realRoot),
    signal,
    followed: new Set(),
    answered: { calls: 0, ms: 0 },
  });
}

/** Whether a glob is meant for files of a kind: `*.css`, not `docs/**`. */
function namesExtension(glob: string): boolean {
  return /\.[^./*]+$/u.test(glob);
}

async function resolveRoot(root: string): Promise<string> {
  const real = await realpath(root).catch(() => null);
  const facts = real === null ? null : await stat(real).catch(() => null);
  if (real === null || facts === null) throw new InvalidOptionError("folder", root, "a folder that exists");
  if (!facts.isDirectory()) throw new InvalidOptionError("folder", root, "a folder, not a file");
  return real;
}
