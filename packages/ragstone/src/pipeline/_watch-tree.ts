import { lstatSync, readdirSync, watch, type FSWatcher } from "node:fs";
import { join, relative, sep } from "node:path";
import { RagstoneError } from "@ragstone/core";

export interface WatchTreeOptions {
  /** Absolute path of a folder of which nothing is told: the index writes there. */
  readonly except: string;
  readonly onChange: () => void;
  /** Called once, with `watch-incomplete`, when the system cannot follow every folder. */
  readonly onError: (error: RagstoneError) => void;
}

/** Tells of changes below a folder until it is closed. */
export interface TreeWatch {
  close(): void;
}

/** Folders that no run reads. */
const unread = new Set([".git", ".ragstone", "node_modules"]);

/**
 * Follows a folder with all folders in it. Where the system follows whole trees it is asked to. On Linux each folder is
 * followed by itself, as Node's own recursion there (20.20) loses what happens in a folder after it was renamed, and
 * opens every file.
 */
export function watchTree(root: string, { except, onChange, onError }: WatchTreeOptions): TreeWatch {
  const concerns = (path: string): boolean =>
    path !== except &&
    !path.startsWith(except + sep) &&
    !relative(root, path)
      .split(sep)
      .some((name) => unread.has(name));
  if (process.platform !== "linux") {
    const watcher = watch(root, { recursive: true }, (_, name) => {
      if (name === null || concerns(join(root, name))) onChange();
    });
    watcher.on("error", onChange);
    return watcher;
  }

  const folders = new Map<string, FSWatcher>();
  let complete = true;
  const drop = (path: string): void => {
    for (const [folder, watcher] of folders) {
      if (folder !== path && !folder.startsWith(path + sep)) continue;
      watcher.close();
      folders.delete(folder);
    }
  };
  const changed = (folder: string, event: string, name: string | null): void => {
    if (name === null) return onChange();
    const path = join(folder, name);
    if (!concerns(path)) return;
    // A name came or went: what was followed under it may lie elsewhere now.
    if (event === "rename") {
      drop(path);
      follow(path);
    }
    onChange();
  };
  // Followed before it is read, so that nothing that comes in between is lost.
  const follow = (path: string): void => {
    if (!concerns(path) || lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
    try {
      const watcher = watch(path, (event, name) => changed(path, event, name));
      watcher.on("error", onChange);
      folders.set(path, watcher);
      for (const entry of readdirSync(path, { withFileTypes: true }))
        if (entry.isDirectory()) follow(join(path, entry.name));
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === "ENOENT" || !complete) return;
      complete = false;
      onError(incomplete(path, cause));
    }
  };
  follow(root);
  return { close: () => drop(root) };
}

function incomplete(path: string, cause: unknown): RagstoneError {
  const full = (cause as NodeJS.ErrnoException).code === "ENOSPC" || (cause as NodeJS.ErrnoException).code === "EMFILE";
  return new RagstoneError("watch-incomplete", `Changes in ${path} cannot be followed: ${(cause as Error).message}.`, {
    hint: full
      ? `Raise the system's limit (sysctl fs.inotify.max_user_watches), or run \`ragstone index\` from time to time.`
      : "Give read permission on the folder; what changes elsewhere is followed.",
    cause,
  });
}
