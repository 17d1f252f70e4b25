import { rm } from "node:fs/promises";
import { join, sep } from "node:path";
import {
  IndexError,
  isRagstoneError,
  retriableOnce,
  type DocumentIndex,
  type Embedder,
  type EmbedderFingerprint,
  type IndexFingerprint,
  type OnEvent,
} from "@ragstone/core";
import type { Chunker } from "@ragstone/core";
import type { openIndex as open, OpenIndexOptions } from "@ragstone/index";
import { checkFolder } from "./location/check-folder.js";
import { folderId } from "./location/folder-id.js";
import { folderReference, locationOf } from "./location/find-index.js";
import type { IndexLocation } from "./location/index-location.js";
import { readIndexSettings, writeIndexSettings, type IndexSettings } from "./location/index-settings.js";
import { absoluteSpec } from "./models/absolute-spec.js";
import type { ModelContext } from "./models/model-context.js";
import { defaultEmbedder, resolveEmbedder } from "./models/resolve-embedder.js";

export interface SessionOptions {
  readonly location: IndexLocation;
  readonly embedder?: string | Embedder;
  readonly models: ModelContext;
  readonly targetTokens?: number | "window";
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly onEvent?: OnEvent;
}

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
   * Opens the index for writing, made first where there is none, and closes it when `use` is done.
   *
   * @throws {@link IndexError} `index-locked` while another process writes; `model-mismatch` if it was made by another
   * model
   */
  write<T>(use: (index: DocumentIndex) => Promise<T>): Promise<T> {
    return this.writeOnceAccepted(async (index, accept) => {
      await accept();
      return use(index);
    });
  }

  /**
   * As {@link Session.write}, for work that may turn out not to be allowed: the index takes over the session's settings,
   * the folder among them, only when `use` calls `accept`.
   */
  async writeOnceAccepted<T>(use: (index: DocumentIndex, accept: () => Promise<void>) => Promise<T>): Promise<T> {
    const { dir, folder } = this.location;
    // A folder that was deleted or unmounted must not come back as one with an index and no documents.
    if (dir.startsWith(folder + sep)) await checkFolder(folder);
    const [{ openIndex }, create, settings] = await Promise.all([
      import("@ragstone/index"),
      this.fingerprint(),
      this.settings(),
    ]);
    const index = await openOrReplaceEmpty(
      { dir: this.location.dir, mode: "write", create, ...this.#listener() },
      openIndex,
    );
    try {
      return await use(index, () => writeIndexSettings(this.location.dir, settings));
    } finally {
      await index.close();
    }
  }

  async close(): Promise<void> {
    const [reader, embedder] = await Promise.allSettled([this.reader.current(), this.embedder.current()]);
    if (reader.status === "fulfilled") await reader.value?.close();
    if (embedder.status === "fulfilled") await embedder.value?.close?.();
  }

  async #resolveSettings(): Promise<IndexSettings> {
    const { location, embedder, models, targetTokens, include, exclude } = this.#options;
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
    const { embedder, models } = this.#options;
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
