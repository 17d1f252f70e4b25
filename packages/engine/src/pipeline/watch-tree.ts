import { lstatSync, readdirSync, watch, type FSWatcher } from "node:fs";
import { join, relative, sep } from "node:path";
import { RagstoneError } from "@ragstone/core";

export interface WatchTreeOptions {
  /** Absolute path of a folder whose changes are not reported: the index writes there. */
  readonly except: string;
  readonly onChange: () => void;
  /**
   * Called once, with `watch-incomplete`, when the system cannot follow every folder. `data.polls` is true where the
   * system's limit is the reason, so that looking from time to time is the only way.
   */
  readonly onError: (error: RagstoneError) => void;
  /** Follows one folder. @defaultValue `fs.watch` */
  readonly watchOne?: typeof watch;
  /** @defaultValue this process's */
  readonly platform?: NodeJS.Platform;
}

/** Reports changes below a folder until it is closed. */
export interface TreeWatch {
  close(): void;
}

/** Folders that no run reads. */
const unread = new Set([".git", ".ragstone", "node_modules"]);

/**
 * Watches a folder with all its subfolders, by the system's recursive watch where there is one. On Linux each folder is
 * watched separately, as Node's own recursion there (20.20) loses events in a folder after it was renamed, and opens
 * every file.
 */
export function watchTree(root: string, options: WatchTreeOptions): TreeWatch {
  const { except, onChange, onError, watchOne = watch, platform = process.platform } = options;
  const concerns = (path: string): boolean =>
    path !== except &&
    !path.startsWith(except + sep) &&
    !relative(root, path)
      .split(sep)
      .some((name) => unread.has(name));
  if (platform !== "linux") {
    try {
      const watcher = watchOne(root, { recursive: true }, (_, name) => {
        if (name === null || concerns(join(root, name))) onChange();
      });
      watcher.on("error", onChange);
      return watcher;
    } catch (cause) {
      onError(incomplete(root, cause));
      return { close: () => {} };
    }
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
    // A name was added or removed: the folder watched under it may have moved.
    if (event === "rename") {
      drop(path);
      follow(path);
    }
    onChange();
  };
  // Followed before it is read, so that nothing that comes in between is lost.
  const follow = (path: string): void => {
    if (!concerns(path)) return;
    try {
      if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
      const watcher = watchOne(path, (event, name) => changed(path, event, name));
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

/** The system's limits on watching (inotify watches and instances, open files). */
const limits: ReadonlySet<unknown> = new Set(["ENOSPC", "EMFILE", "ENFILE"]);

function incomplete(path: string, cause: unknown): RagstoneError {
  const polls = limits.has((cause as NodeJS.ErrnoException).code);
  return new RagstoneError("watch-incomplete", `Changes in ${path} cannot be followed: ${(cause as Error).message}.`, {
    hint: polls
      ? "The folder is looked through from time to time instead. To follow it at once, raise the system's limits (on Linux: sysctl fs.inotify.max_user_watches)."
      : "Give read permission on the folder; what changes elsewhere is followed.",
    cause,
    data: { path, polls },
  });
}
