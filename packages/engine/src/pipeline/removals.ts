import type { DocumentRecord } from "@ragstone/core";
import { readWalkedFile, type WalkedFile } from "@ragstone/loaders/walk";
import { absentFolders } from "./absent-folder.js";
import type { AbsentFolder } from "../api/absent-folder.js";
import { exceedsRemovalLimit } from "./exceeds-removal-limit.js";
import { GoneDocuments } from "./gone-documents.js";
import type { PresentFolders } from "./present-folders.js";
import { RemovalLimitError } from "./removal-limit-error.js";

/** Documents that a run may remove. */
export interface RemovalPolicy {
  /** More than half of the documents. @defaultValue false */
  readonly allowRemoval?: boolean | undefined;
  /**
   * Keeps documents whose files are missing together with all of their folder, or of the walked `root`: it may be
   * unmounted. @defaultValue none are kept
   */
  readonly keepAbsent?: "root" | "folder" | undefined;
}

export interface RemovalsOptions extends RemovalPolicy {
  /** Absolute path of the walked folder. */
  readonly folder: string;
  readonly records: ReadonlyMap<string, DocumentRecord>;
  readonly signal?: AbortSignal | undefined;
}

/** Which documents a run removes, decided before anything is written. */
export class Removals {
  readonly #options: RemovalsOptions;
  /** Documents whose files are not where they were. */
  readonly gone = new GoneDocuments();
  readonly #absent = new Set<string>();
  /** Their files are there and no longer documents, or fail. */
  readonly #spoilt: string[] = [];

  constructor(options: RemovalsOptions) {
    this.#options = options;
  }

  addGone(record: DocumentRecord, present: PresentFolders): void {
    const { keepAbsent } = this.#options;
    this.gone.add(record);
    if (keepAbsent !== undefined && !present.has(record.path, keepAbsent)) this.#absent.add(record.path);
  }

  addSpoilt(path: string): void {
    this.#spoilt.push(path);
  }

  /**
   * Compares with the limit before the run. New files with the bytes of a gone document are moved, not removed.
   *
   * @throws {@link RemovalLimitError} if the run would remove too much
   */
  async check(newFiles: readonly WalkedFile[]): Promise<void> {
    const gone = this.#goneForGood();
    if (!this.#exceeds(gone.length)) return;
    const records = gone.map((path) => this.#options.records.get(path)!);
    const sizes = new Set(records.map(({ bytes }) => bytes));
    const unmatched = new GoneDocuments();
    for (const record of records) unmatched.add(record);
    for (const file of newFiles) {
      if (!sizes.has(file.bytes)) continue;
      const hash = await hashOf(file, this.#options.signal);
      if (hash !== null) unmatched.take(hash);
    }
    this.#throwIfExceeded(unmatched.paths().length);
  }

  /**
   * Paths to remove when the run has read everything.
   *
   * @throws {@link RemovalLimitError} if too many documents failed that were indexed before; they stay
   */
  finish(): string[] {
    const paths = [...this.#goneForGood(), ...this.#spoilt];
    this.#throwIfExceeded(paths.length);
    return paths;
  }

  /** Folders whose documents stay. */
  absent(): AbsentFolder[] {
    return absentFolders(this.gone.paths().filter((path) => this.#absent.has(path)));
  }

  #goneForGood(): string[] {
    return this.gone.paths().filter((path) => !this.#absent.has(path));
  }

  #exceeds(removed: number): boolean {
    const { allowRemoval = false, records } = this.#options;
    return !allowRemoval && exceedsRemovalLimit(removed, records.size);
  }

  #throwIfExceeded(removed: number): void {
    const { folder, records } = this.#options;
    if (this.#exceeds(removed)) throw new RemovalLimitError({ folder, removed, documents: records.size });
  }
}

async function hashOf(file: WalkedFile, signal: AbortSignal | undefined): Promise<string | null> {
  try {
    return (await readWalkedFile(file, signal === undefined ? {} : { signal })).sha256;
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
