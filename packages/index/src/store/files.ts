import { join } from "node:path";

/** Names of the files in an index folder. */
export interface IndexFiles {
  readonly dir: string;
  /** The truth. */
  readonly database: string;
  /** Locked by the writing process. */
  readonly lock: string;
  /** The holder of the lock, for messages. */
  readonly writer: string;
  readonly ignore: string;
}

export function indexFiles(dir: string): IndexFiles {
  return {
    dir,
    database: join(dir, "index.sqlite"),
    lock: join(dir, "lock.sqlite"),
    writer: join(dir, "writer.json"),
    ignore: join(dir, ".gitignore"),
  };
}
