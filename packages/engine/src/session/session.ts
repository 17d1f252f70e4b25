import { rm } from "node:fs/promises";
import { join, sep } from "node:path";
import {
  IndexError,
  isRagstoneError,
  RagstoneError,
  retriableOnce,
  type DocumentIndex,
  type Embedder,
  type EmbedderFingerprint,
  type IndexFingerprint,
  type OnEvent,
} from "@ragstone/core";
import type { Chunker } from "@ragstone/core";
import type { openIndex as open, OpenIndexOptions } from "@ragstone/index";
import { checkFolder } from "../location/check-folder.js";
import { folderId } from "../location/folder-id.js";
import { folderReference, locationOf } from "../location/find-index.js";
import type { IndexLocation } from "../location/index-location.js";
import { readIndexSettings, writeIndexSettings, type IndexSettings } from "../location/index-settings.js";
import { absoluteSpec } from "../models/absolute-spec.js";
import type { ModelContext } from "../settings/model-context.js";
import { defaultEmbedder, resolveEmbedder } from "../models/resolve-embedder.js";
import { queueWrite } from "./queue-write.js";

export interface SessionOptions {
  readonly location: IndexLocation;
  readonly embedder?: string | Embedder;
  readonly models: ModelContext;
  readonly targetTokens?: number | "window";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly onEvent?: OnEvent;
}

type Use<T> = (index: DocumentIndex, accept: () => Promise<void>) => Promise<T>;

/** Opens the index for writing while its argument uses it. */
export type Write = <T>(use: Use<T>) => Promise<T>;

/**
 * One index with the parts that read and write it. Parts are built on first use: a question loads no parser, a status
 * no model.
 */
export class Session {
  readonly location: IndexLocation;
  readonly onEvent: OnEvent | undefined;
  readonly models: ModelContext;
  readonly #options: SessionOptions;
  /** What was asked for, else what the index was made with, else the defaults. */
  readonly settings = retriableOnce(() => this.#resolveSettings());
  readonly embedder = retriableOnce(() => this.#resolveEmbedder());
  /** The index for reading, kept open; it follows what other processes commit. */
  readonly reader = retriableOnce(() => this.#openReader());
  /** Writes that were called and have not ended. */
  readonly #writes = new Set<Promise<void>>();
  /** Parts of the model before a migration, which reads may still use. */
  readonly #retired: (Promise<DocumentIndex | Embedder> | null)[] = [];
  #migratedTo: string | Embedder | undefined;
  #closed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.location = options.location;
    this.onEvent = options.onEvent;
    this.models = options.models;
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
      ...(targetTokens !== undefined && { targetTokens }),
    });
  }

  async fingerprint(): Promise<IndexFingerprint> {
    const [embedder, chunker] = await Promise.all([this.embedder(), this.chunker()]);
    return { embedder: embedder.fingerprint, chunker: chunker.fingerprint };
  }

  /** The index for reading, made empty where there is none. */
  async readerOrNew(): Promise<DocumentIndex> {
    if ((await locationOf(this.location.dir)) === null) await this.write(() => Promise.resolve());
    return this.reader();
  }

  /**
   * Opens the index for writing, made first where there is none, and closes it when `use` is done. Queued like
   * {@link Session.exclusively}.
   *
   * @throws {@link IndexError} `index-locked` while another process writes; `model-mismatch` if it was made by another
   * model
   */
  write<T>(use: (index: DocumentIndex) => Promise<T>): Promise<T> {
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
    if (this.#closed) return Promise.reject(closed(this.location.dir));
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
    for (const part of parts) if (part.status === "fulfilled") await part.value?.close?.();
  }

  async #openAndUse<T>(use: Use<T>): Promise<T> {
    const { dir, folder } = this.location;
    // A folder that was deleted or unmounted must not come back as one with an index and no documents.
    if (dir.startsWith(folder + sep)) await checkFolder(folder);
    const [{ openIndex }, create, settings] = await Promise.all([
      import("@ragstone/index"),
      this.fingerprint(),
      this.settings(),
    ]);
    const index = await openOrReplaceEmpty({ dir, mode: "write", create, ...this.#listener() }, openIndex);
    try {
      return await use(index, () => writeIndexSettings(dir, settings));
    } finally {
      await index.close();
    }
  }

  async #resolveSettings(): Promise<IndexSettings> {
    const { location, models, targetTokens, include, exclude } = this.#options;
    const embedder = this.#migratedTo ?? this.#options.embedder;
    const made = await readIndexSettings(location.dir);
    // Without an index they are read again, since another process may make it meanwhile.
    if (made === null) this.settings.forget();
    const id = (location.inUserData === true ? await folderId(location.folder) : undefined) ?? made?.folderId;
    const baseUrl = models.baseUrl ?? made?.baseUrl;
    const target = targetTokens ?? made?.targetTokens;
    const included = include ?? made?.include;
    const excluded = exclude ?? made?.exclude;
    return {
      version: 1,
      folder: folderReference(location),
      ...(id !== undefined && { folderId: id }),
      embedder:
        typeof embedder === "string"
          ? absoluteSpec(embedder, models.workingDir)
          : (embedder?.fingerprint.model ?? made?.embedder ?? defaultEmbedder),
      ...(baseUrl !== undefined && { baseUrl }),
      ...(target !== undefined && { targetTokens: target }),
      ...(included !== undefined && { include: included }),
      ...(excluded !== undefined && { exclude: excluded }),
    };
  }

  async #resolveEmbedder(): Promise<Embedder> {
    const { models } = this.#options;
    const embedder = this.#migratedTo ?? this.#options.embedder;
    if (embedder !== undefined && typeof embedder !== "string") return embedder;
    const { embedder: spec, baseUrl } = await this.settings();
    return resolveEmbedder(spec, { ...models, ...(baseUrl !== undefined && { baseUrl }) });
  }

  async #openReader(): Promise<DocumentIndex> {
    const { openIndex } = await import("@ragstone/index");
    return openIndex({ dir: this.location.dir, mode: "read", ...this.#listener() });
  }

  #listener(): { onEvent?: OnEvent } {
    return this.onEvent === undefined ? {} : { onEvent: this.onEvent };
  }
}

function closed(dir: string): RagstoneError {
  return new RagstoneError("index-closed", `The index ${dir} was closed and is written to after it.`, {
    hint: "Open it again with openRagstone().",
    data: { index: dir },
  });
}

/** @throws {@link IndexError} `model-mismatch` naming both models and the command that migrates */
export function checkModel(made: EmbedderFingerprint, asked: EmbedderFingerprint): void {
  const differing = (Object.keys(made) as (keyof EmbedderFingerprint)[]).filter((fact) => made[fact] !== asked[fact]);
  if (differing.length === 0) return;
  const facts = differing
    .map((fact) => `${fact} ${JSON.stringify(made[fact])} against ${JSON.stringify(asked[fact])}`)
    .join(", ");
  throw new IndexError(
    "model-mismatch",
    `The index was made by ${made.model}, but ${asked.model} was asked for: their vectors cannot be compared (${facts}).`,
    {
      hint: `Use ${made.model}, or migrate the index to ${asked.model}.`,
      data: { made, requested: asked },
    },
  );
}

/**
 * A first run that failed leaves an index without documents: another model may then have its place, with nothing lost.
 */
async function openOrReplaceEmpty(options: OpenIndexOptions, openIndex: typeof open): Promise<DocumentIndex> {
  try {
    return await openIndex(options);
  } catch (error) {
    if (!isRagstoneError(error) || error.code !== "model-mismatch") throw error;
    const { create: _, ...asItIs } = options;
    const index = await openIndex(asItIs);
    const { documents } = await index.status();
    await index.close();
    if (documents > 0) throw error;
    for (const name of ["index.sqlite", "index.sqlite-wal", "index.sqlite-shm"])
      await rm(join(options.dir, name), { force: true });
    return openIndex(options);
  }
}
