import { sep } from "node:path";
import {
  isVolumePath,
  RagstoneError,
  retriableOnce,
  type RetriableOnce,
  type IndexWriter,
  type Embedder,
  type IndexFingerprint,
  type IndexProvider,
  type IndexReader,
  type IndexSettings,
  type AppLoader,
  type OnEvent,
  type ProviderContext,
  type RemoteFolder,
  type Reranker,
} from "@ragstone/core";
import type { Chunker } from "@ragstone/core";
import type { Consent } from "../api/consent.js";
import { checkFolder } from "../location/check-folder.js";
import { folderId } from "../location/folder-id.js";
import { folderReference } from "../location/find-index.js";
import type { IndexLocation } from "../location/index-location.js";
import { rememberFolder } from "../location/locate-elsewhere.js";
import { defaultEmbedder, noReranker } from "../models/defaults.js";
import type { ProviderRegistry } from "../models/provider-registry.js";
import { WordTable } from "../ranking/word-table.js";
import { tracedEmbedder } from "../telemetry/traced-embedder.js";
import type { Tracing } from "../telemetry/tracing.js";
import { CallEvents } from "./call-events.js";
import { checkConsent } from "./check-consent.js";
import { queueWrite } from "./queue-write.js";
import { turns } from "./turns.js";

export interface SessionOptions {
  readonly location: IndexLocation;
  readonly provider: IndexProvider;
  /** For settings that others may have written. */
  readonly consent?: Consent | undefined;
  readonly embedder?: string | Embedder;
  /** A spec, a reranker, or `"off"`. */
  readonly reranker?: string | Reranker;
  /** Of the app, for formats of its own. */
  readonly loaders?: readonly AppLoader[];
  readonly providers: ProviderRegistry;
  readonly models: ProviderContext;
  readonly targetTokens?: number | "window";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly events?: CallEvents;
  readonly tracing?: Tracing | undefined;
}

/** About 12 MB: from then on words are learned anew. */
const maxWords = 30_000;

type Use<T> = (index: IndexWriter, accept: () => Promise<void>) => Promise<T>;

/** Opens the index for writing while its argument uses it. */
export type Write = <T>(use: Use<T>) => Promise<T>;

/**
 * One index with the parts that read and write it. Parts are built on first use: a question loads no parser, a status
 * no model.
 */
export class Session {
  readonly location: IndexLocation;
  /** Where the index lives. */
  readonly provider: IndexProvider;
  /** Events of all calls, and of each for its own listener. */
  readonly events: CallEvents;
  readonly onEvent: OnEvent;
  /** Reports calls as spans, if requested. */
  readonly tracing: Tracing | undefined;
  readonly providers: ProviderRegistry;
  readonly models: ProviderContext;
  /** Of the app, for formats of its own. */
  readonly loaders: readonly AppLoader[];
  readonly #options: SessionOptions;
  /** The requested settings, else the index's, else the defaults. */
  readonly settings = retriableOnce(() => this.#resolveSettings());
  readonly embedder = retriableOnce(async () => tracedEmbedder(await this.#resolveEmbedder(), this.tracing));
  /** The documents' folder if it is not on this machine, opened on first use. */
  readonly #remoteFolder = retriableOnce(() => this.providers.volume(this.location.folder, this.models));
  /** The index for reading, kept open; it follows the commits of other processes. */
  readonly reader = retriableOnce(() => this.provider.read({ onEvent: this.onEvent }));
  /** Before each search, which takes processor time. */
  readonly turn = turns();
  /** Made of specs, by spec. */
  readonly #rerankers = new Map<string, RetriableOnce<Reranker>>();
  /** Writes that were called and have not ended. */
  readonly #writes = new Set<Promise<void>>();
  /** Parts of the model before a migration, which reads may still use. */
  readonly #retired: (Promise<IndexReader | Embedder> | null)[] = [];
  readonly #wordModel = retriableOnce(async () => (await import("@ragstone/embedders")).staticWords());
  #words: WordTable | undefined;
  #migratedTo: string | Embedder | undefined;
  #closed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.location = options.location;
    this.provider = options.provider;
    this.events = options.events ?? new CallEvents(undefined);
    this.onEvent = this.events.emit;
    this.tracing = options.tracing;
    this.models = options.models;
    this.providers = options.providers;
    this.loaders = options.loaders ?? [];
  }

  /** Words by which passages are compared with queries, kept from one query to the next. */
  async words(): Promise<WordTable> {
    const model = await this.#wordModel();
    if (this.#words === undefined || this.#words.size > maxWords) this.#words = new WordTable(model);
    return this.#words;
  }

  /** The documents' folder if it is not on this machine. */
  async remote(): Promise<RemoteFolder | undefined> {
    return isVolumePath(this.location.folder) ? this.#remoteFolder() : undefined;
  }

  async chunker(): Promise<Chunker> {
    return this.chunkerFor(await this.embedder());
  }

  /** Cuts for an embedder's window, to the session's target. */
  async chunkerFor(embedder: Embedder): Promise<Chunker> {
    const [{ createChunker }, { targetTokens }] = await Promise.all([import("@ragstone/chunker"), this.settings()]);
    return createChunker({
      tokenizer: embedder.tokenizer,
      windowTokens: embedder.windowTokens,
      targetTokens,
    });
  }

  async fingerprint(): Promise<IndexFingerprint> {
    const [embedder, chunker] = await Promise.all([this.embedder(), this.chunker()]);
    return { embedder: embedder.fingerprint, chunker: chunker.fingerprint };
  }

  /** The spec or name of the session's reranker; `null` for none. Makes none. */
  get rerankerName(): string | null {
    const { reranker = noReranker } = this.#options;
    if (typeof reranker !== "string") return reranker.name;
    return reranker === noReranker ? null : reranker;
  }

  /**
   * The reranker of a call: the requested one, else the session's; `null` for none. One of a spec is made once, and
   * closed with the session.
   *
   * @throws {@link RagstoneError} `index-closed` for one of a spec after {@link Session.close}
   */
  async reranker(requested: string | Reranker = this.#options.reranker ?? noReranker): Promise<Reranker | null> {
    if (typeof requested !== "string") return requested;
    if (requested === noReranker) return null;
    if (this.#closed) throw closed(this.provider.describe().name);
    const { providers, models } = this;
    const spec = providers.absoluteSpec("reranker", requested, models.workingDir);
    const known = this.#rerankers.get(spec) ?? retriableOnce(() => providers.reranker(spec, models));
    this.#rerankers.set(spec, known);
    return known();
  }

  /** The index for reading, made empty where there is none. */
  async readerOrNew(): Promise<IndexReader> {
    if (!(await this.provider.exists())) await this.write(() => Promise.resolve());
    return this.reader();
  }

  /**
   * Opens the index for writing, made first where there is none, and closes it when `use` is done. Queued like
   * {@link Session.exclusively}.
   *
   * @throws {@link IndexError} `index-locked` while another process writes; `model-mismatch` if it was made by another
   * model
   */
  write<T>(use: (index: IndexWriter) => Promise<T>): Promise<T> {
    return this.exclusively((write) =>
      write(async (index, accept) => {
        await accept();
        return use(index);
      }),
    );
  }

  /**
   * Runs work that writes, after every write to this index that was called before in this process. Its argument opens
   * the index for writing; the index takes over the session's settings, the folder among them, only when the use calls
   * `accept`, since it may turn out not to be allowed. Within the work, nothing else may queue a write and wait for
   * it.
   *
   * @param options.signal - an abort while the work waits removes it from the queue
   * @throws {@link RagstoneError} `index-closed` after {@link Session.close}
   */
  exclusively<T>(
    work: (write: Write) => Promise<T>,
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    if (this.#closed) return Promise.reject(closed(this.provider.describe().name));
    const write = queueWrite(this.location.dir, () => work((use) => this.#openAndUse(use)), options);
    const ended = write.then(
      () => {},
      () => {},
    );
    this.#writes.add(ended);
    void ended.then(() => this.#writes.delete(ended));
    return write;
  }

  /** Follows an index that was migrated: from now on it is read and written with this model. */
  adopt(embedder: string | Embedder): void {
    this.#migratedTo = embedder;
    this.#retired.push(this.reader.current(), this.embedder.current());
    this.settings.forget();
    this.embedder.forget();
    this.reader.forget();
  }

  /** Waits for the writes that were called, then closes the parts. Later writes are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#writes);
    const parts = await Promise.allSettled([...this.#retired, this.reader.current(), this.embedder.current()]);
    const rerankers = await Promise.allSettled([...this.#rerankers.values()].map(async (made) => made.current()));
    for (const part of [...parts, ...rerankers]) if (part.status === "fulfilled") await part.value?.close?.();
  }

  async #openAndUse<T>(use: Use<T>): Promise<T> {
    const { dir, folder } = this.location;
    // A folder that was deleted or unmounted must not come back as one with an index and no documents.
    if (dir.startsWith(folder + sep)) await checkFolder(folder);
    const [create, settings] = await Promise.all([this.fingerprint(), this.settings()]);
    const index = await this.provider.write({ create, onEvent: this.onEvent });
    try {
      return await use(index, () => this.#accept(settings));
    } finally {
      await index.close();
    }
  }

  async #accept(settings: IndexSettings): Promise<void> {
    await this.provider.writeSettings(settings);
    if (this.location.name !== undefined) await rememberFolder(this.location);
  }

  async #resolveSettings(): Promise<IndexSettings> {
    const { location, providers, models, targetTokens, include, exclude } = this.#options;
    const embedder = this.#migratedTo ?? this.#options.embedder;
    const made = await this.provider.readSettings();
    // Without an index they are read again, since another process may create it in the meantime.
    if (made === null) this.settings.forget();
    const id = (location.inUserData === true ? await folderId(location.folder) : undefined) ?? made?.folderId;
    const baseUrl = models.baseUrl ?? made?.baseUrl;
    const target = targetTokens ?? made?.targetTokens;
    const included = include ?? made?.include;
    const excluded = exclude ?? made?.exclude;
    return {
      version: 1,
      // An engine elsewhere receives no paths of this machine.
      folder: location.name === undefined ? folderReference(location) : undefined,
      folderId: id,
      embedder:
        typeof embedder === "string"
          ? providers.absoluteSpec("embedder", embedder, models.workingDir)
          : (embedder?.fingerprint.model ?? made?.embedder ?? defaultEmbedder),
      baseUrl,
      targetTokens: target,
      include: included,
      exclude: excluded,
    };
  }

  async #resolveEmbedder(): Promise<Embedder> {
    const { location, models, consent } = this.#options;
    const embedder = this.#migratedTo ?? this.#options.embedder;
    if (embedder !== undefined && typeof embedder !== "string") return embedder;
    const settings = await this.settings();
    const named = this.provider.describe().embedder;
    const given = {
      embedder: embedder !== undefined || (named !== undefined && named === settings.embedder),
      baseUrl: models.baseUrl !== undefined,
    };
    if (location.name !== undefined) await checkConsent(settings, { index: location.name, given, consent });
    const { embedder: spec, baseUrl } = settings;
    return this.providers.embedder(spec, { ...models, baseUrl });
  }
}

function closed(index: string): RagstoneError {
  return new RagstoneError("index-closed", `The index ${index} was closed and is used after it.`, {
    hint: "Open it again with openRagstone().",
    data: { index },
  });
}
