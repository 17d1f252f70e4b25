import type { IndexFingerprint } from "./document-index.js";
import type { OnEvent } from "./event.js";
import type { IndexMaintenance } from "./index-maintenance.js";
import type { IndexReader } from "./index-reader.js";
import type { IndexSettings } from "./index-settings.js";
import type { IssuePassword } from "./issued-password.js";
import type { IndexWriter } from "./index-writer.js";

/** Facts about an index that are known without opening it. */
export interface IndexDescription {
  /** The kind of engine, for messages and programs: `sqlite`, `postgres`, `opensearch`, ... */
  readonly engine: string;
  /** Names the index to people and tells it from all others: a directory, or a URL without its secrets. */
  readonly name: string;
  /**
   * The directory on this machine that contains the index; `null` for an index elsewhere. Then machine-specific data
   * (file stamps, skipped files, the documents' folder) is kept in the user's data folder, and settings are treated as
   * untrusted: paths, URLs and models in them need the user's consent.
   */
  readonly dir: string | null;
  /** The spec of the model that the caller named together with the index: its use needs no further consent. */
  readonly embedder?: string;
}

export interface ReadIndexOptions {
  readonly onEvent?: OnEvent | undefined;
}

export interface WriteIndexOptions {
  /** Makes an index where there is none. Where there is one, its embedder must be the same. */
  readonly create?: IndexFingerprint;
  readonly onEvent?: OnEvent | undefined;
}

/**
 * A place where one index lives, whatever the engine. All of Ragstone reads and writes through it; an implementation
 * passes `describeIndexProvider` of the testkit.
 *
 * - **Atomicity.** Each call of a writer is one commit. Readers, in this process and in others, see a document whole or
 *   not at all, and see later commits without opening again.
 * - **Writers.** An engine admits one writer at a time and answers a second with `index-locked`, or it admits many
 *   (`concurrentWriters`) and serializes the writes to each document.
 * - **A crash**, of this process or of the engine, leaves every call that has resolved and nothing of any other. A
 *   writer's lock ends with its process.
 * - **Fingerprint and settings** belong to the engine: the fingerprint is stored when the index is created, in the same
 *   commit, and the settings are replaced whole.
 */
export interface IndexProvider {
  /** Whether several writers may be open at once. @defaultValue false */
  readonly concurrentWriters?: boolean;
  describe(): IndexDescription;
  /** Whether there is an index, even one that is empty or damaged. Creates nothing. */
  exists(): Promise<boolean>;
  /**
   * @throws {@link IndexError} `index-missing` where there is none
   * @throws {@link IndexError} `index-damaged`, `index-foreign` or `index-newer`, depending on the files
   */
  read(options?: ReadIndexOptions): Promise<IndexReader>;
  /**
   * An index without documents takes over the embedder of `create`: a first run that failed leaves nothing to protect.
   *
   * @throws {@link IndexError} `index-missing` without an index and `create`
   * @throws {@link IndexError} `index-locked` naming the writer, unless several may write
   * @throws {@link IndexError} `model-mismatch` when `create` names another embedder than an index with documents has
   * @throws {@link IndexError} `index-read-only` where writing is not allowed
   */
  write(options?: WriteIndexOptions): Promise<IndexWriter>;
  /** `null` when there are none or they cannot be read. */
  readSettings(): Promise<IndexSettings | null>;
  /** Replaces the settings, atomically. */
  writeSettings(settings: IndexSettings): Promise<void>;
  /** Only of engines that need upkeep by their users. */
  readonly maintenance?: IndexMaintenance;
}

/** What an engine may need besides its URL. */
export interface IndexEngineContext {
  /** For databases whose password is a token of the service that runs them. */
  readonly issuePassword?: IssuePassword;
}

/**
 * Exported as `openIndexProvider` by the package of an engine. Opens no connection yet, so that a wrong password is an
 * error of the first call that needs one. Takes secrets from the URL, the environment or the context, and never stores or
 * prints them.
 *
 * @param url - with the engine's scheme, as the user wrote it
 * @throws {@link InvalidOptionError} for a URL that names no index of this engine
 */
export type OpenIndexProvider = (url: string, context?: IndexEngineContext) => IndexProvider | Promise<IndexProvider>;
