import type {
  Embedder,
  Generator,
  IndexProvider,
  AppLoader,
  OnEvent,
  Policy,
  Provider,
  ProviderContext,
  Reranker,
} from "@ragstone/core";
import type { Consent } from "./consent.js";
import type { SyncedPlace } from "../location/synced-place.js";

export interface OpenOptions {
  /**
   * The documents. The index is `<folder>/.ragstone`, that of a folder above which has one, or, for a synced folder, one
   * in the user's data folder.
   */
  readonly folder?: string;
  /**
   * Where the index is, if not next to the documents: a directory, the URL of an engine (`postgres://…`,
   * `opensearch://…`, `databricks-vs://…`; each needs its package), or a provider. An existing index knows its `folder`.
   */
  readonly index?: string | IndexProvider;
  /**
   * Decides whether a model or URL in the settings of an index elsewhere is used: others may have written them.
   * @defaultValue none is, except the built-in embedder
   */
  readonly consent?: Consent;
  /** Whether `folder` replaces the one that the index records, because the documents moved. @defaultValue false */
  readonly overrideFolder?: boolean;
  /**
   * Where programs keep the user's data. The index of a folder that is synced (OneDrive, Dropbox, iCloud Drive, Google
   * Drive) or on a network share is made there. @defaultValue `~/.local/share`, `~/Library/Application Support` or
   * `~/AppData/Local`
   */
  readonly dataDir?: string;
  /** Synced folders that cannot be recognized by their name or contents. @defaultValue none */
  readonly syncedFolders?: readonly SyncedPlace[];
  /**
   * A spec (`static-en-v1`, `databricks:gte-large-en`, ...) or an embedder. @defaultValue the index's embedder, else
   * `static-en-v1`
   */
  readonly embedder?: string | Embedder;
  /** A spec (`extractive`, `databricks:claude-sonnet-4-6`, ...) or a generator. @defaultValue "extractive" */
  readonly generator?: string | Generator;
  /**
   * A spec (`minilm`, `onnx:DIR`, ...) or a reranker, which orders the passages that a search found; `"off"` for none.
   * One that is given as an object is not closed with the index. @defaultValue "off"
   */
  readonly reranker?: string | Reranker;
  /**
   * Loaders for formats of the app's own, or in place of built-in ones: objects run in this thread, modules in worker
   * threads within the limits of the built-in formats. Open the index with the same loaders every time: without its
   * loader, a format is not read. @defaultValue none
   */
  readonly loaders?: readonly AppLoader[];
  /** Providers of specs, besides the built-in ones. @defaultValue none */
  readonly providers?: readonly Provider[];
  /** @defaultValue "mark" */
  readonly policy?: Policy;
  /** Globs over paths; without any, everything is included. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /**
   * Tokens that a chunk should have; `"window"` fills the embedder's window. @defaultValue 400, or less where the
   * window is smaller
   */
  readonly targetTokens?: number | "window";
  /** Embedding calls at once. @defaultValue the embedder's own */
  readonly concurrency?: number;
  /** For `anthropic:`, `openai:` and `ollama:` models. */
  readonly baseUrl?: string;
  /** USD for a million tokens by model, over the dated table. */
  readonly prices?: ProviderContext["prices"];
  readonly onEvent?: OnEvent;
  /**
   * Whether `index`, `search`, `ask` and calls of models are reported as spans to the tracer provider that the app
   * registered with `@opentelemetry/api`, which must be installed. Spans contain no questions and no texts.
   * @defaultValue false
   */
  readonly telemetry?: boolean;
}
