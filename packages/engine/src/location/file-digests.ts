import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@ragstone/index/local";

/** Properties by which a change of a file is detected. */
export interface FileStamp {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly changedMs: number;
  readonly inode: number;
  /** Of a file that is not on this machine; `etag` is that of its listing. */
  readonly remote?: { readonly etag: string | null };
}

type Entry = readonly [
  path: string,
  bytes: number,
  modifiedMs: number,
  changedMs: number,
  inode: number,
  sha256: string,
  /** Of a remote file's content, where the service has one. */
  etag?: string,
];

const name = "digests.jsonl";
const header = '{"version":1}';

/**
 * A file changed this shortly before it was read may change again and keep its stamp: the clock of the file system has
 * a grain (2 s at worst), and a program that writes through mapped memory moves the times only when the system has
 * written the page before out (30 s by default on Linux).
 */
const settledMs = 60_000;
/** Marks the entry of a remote file that may have changed again: only its etag counts. */
const unsettledInode = -1;

/**
 * SHA-256 of files by their stamps, so that a run need not read unchanged files. A cache: losing it costs one reading
 * of everything. See `docs/decisions/index-reads-what-may-have-changed.md` for the reliability of stamps.
 */
export class FileDigests {
  readonly #known: ReadonlyMap<string, Entry>;
  readonly #noted = new Map<string, Entry>();
  /** Paths of files that other processes have read. */
  readonly #elsewhere = new Set<string>();

  private constructor(known: ReadonlyMap<string, Entry>) {
    this.#known = known;
  }

  /** Of an index folder; knows nothing where there is no list or one that cannot be read. */
  static async read(dir: string): Promise<FileDigests> {
    try {
      const [first, ...lines] = (await readFile(join(dir, name), "utf8")).trimEnd().split("\n");
      if (first !== header) return new FileDigests(new Map());
      return new FileDigests(new Map(lines.map((line) => JSON.parse(line) as Entry).map((entry) => [entry[0], entry])));
    } catch {
      return new FileDigests(new Map());
    }
  }

  /** The hash of a file whose stamp is as it was when it was read; `null` when it must be read. */
  of({ path, bytes, modifiedMs, changedMs, inode, remote }: FileStamp): string | null {
    const entry = this.#known.get(path);
    if (
      entry === undefined ||
      entry[1] !== bytes ||
      entry[2] !== modifiedMs ||
      entry[3] !== changedMs ||
      entry[4] !== inode ||
      (remote?.etag != null && entry[6] !== remote.etag)
    )
      return null;
    this.#noted.set(path, entry);
    return entry[5];
  }

  /** What a remote file had when it was read, by which its etag tells whether it changed; `null` if that is not known. */
  tagged(path: string): { readonly bytes: number; readonly sha256: string; readonly etag: string } | null {
    const [, bytes = 0, , , , sha256 = "", etag] = this.#noted.get(path) ?? this.#known.get(path) ?? [path];
    return etag === undefined ? null : { bytes, sha256, etag };
  }

  /** Whether anything is known of a file. */
  has(path: string): boolean {
    return this.#known.has(path);
  }

  /**
   * Records the state of a file when it was read.
   *
   * @param stamp - taken before reading
   * @param read.nowMs - the time of the stamp
   * @param read.etag - of a remote file's content
   */
  note(
    { path, bytes, modifiedMs, changedMs, inode, remote }: FileStamp,
    { sha256, nowMs, etag }: { readonly sha256: string; readonly nowMs: number; readonly etag?: string | null },
  ): void {
    const isSettled = Math.max(modifiedMs, changedMs) < nowMs - settledMs && modifiedMs > 0;
    if (remote === undefined ? !isSettled : !isSettled && etag == null) return;
    const stamp = [path, bytes, modifiedMs, changedMs, isSettled ? inode : unsettledInode, sha256] as const;
    this.#noted.set(path, etag == null ? stamp : [...stamp, etag]);
  }

  /** Keeps what another process of this machine writes down of a file. */
  learn(path: string): void {
    this.#elsewhere.add(path);
  }

  /** Keeps all that is known while a run is under way, in case it is killed. */
  async save(dir: string): Promise<void> {
    await writeEntries(dir, new Map([...this.#known, ...this.#noted]));
  }

  /** Keeps entries that were looked up or recorded: files that no longer exist are forgotten. */
  async write(dir: string): Promise<void> {
    if (this.#elsewhere.size > 0)
      for (const [path, entry] of (await FileDigests.read(dir)).#known)
        if (this.#elsewhere.has(path) && !this.#noted.has(path)) this.#noted.set(path, entry);
    await writeEntries(dir, this.#noted);
  }
}

async function writeEntries(dir: string, byPath: ReadonlyMap<string, Entry>): Promise<void> {
  const entries = [...byPath.values()].sort(([one], [other]) => (one < other ? -1 : 1));
  await writeAtomically(join(dir, name), `${[header, ...entries.map((entry) => JSON.stringify(entry))].join("\n")}\n`);
}
