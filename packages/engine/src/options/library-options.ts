import { optionKinds as kinds, type OptionRules, type OptionRulesOf, type Policy } from "@ragstone/core";
import type { Expansion } from "../api/expansion.js";
import type { SearchMode } from "../api/search-mode.js";
import type { SyncedPlace } from "../location/synced-place.js";
import type { IndexOptions, RunOptions } from "../api/index-options.js";
import type { RefreshOptions } from "../api/refresh.js";
import type { WatchOptions } from "../api/watch.js";
import type {
  AskOptions,
  CallOptions,
  DoctorOptions,
  MigrateOptions,
  PutDocument,
  ScopeOptions,
  SearchOptions,
} from "../api/ragstone.js";
import {
  documentPath,
  embedderOption,
  filterOption,
  generatorOption,
  indexOption,
  loadersOption,
  metadataOption,
  providersOption,
  rerankerOption,
} from "./library-option-kinds.js";

const policies = ["mark", "drop", "strict"] as const satisfies readonly Policy[];
const modes = ["hybrid", "vector", "text"] as const satisfies readonly SearchMode[];
const expansions = ["neighbours", "section"] as const satisfies readonly Expansion[];
const milliseconds = kinds.wholeNumber({ min: 0, max: 2 ** 31 - 1 });
const globs = kinds.listOf(kinds.text("a glob"), "a list of globs");
const flag = { ...kinds.boolean(), default: false };

const running = {
  signal: kinds.signal(),
  onEvent: kinds.callback(),
} satisfies OptionRulesOf<RunOptions>;

const indexing = { ...running, allowRemoval: flag } satisfies OptionRulesOf<IndexOptions>;

const reading = {
  k: { ...kinds.wholeNumber({ min: 1, max: 10_000 }), default: 10, aliases: ["topK", "limit", "top", "count", "n"] },
  mode: { ...kinds.oneOf(modes), default: "hybrid", aliases: ["searchMode", "searchType"] },
  filter: { ...filterOption, aliases: ["where", "scope"] },
  diversity: { ...kinds.number({ min: 0, max: 1 }), default: 0, aliases: ["mmr", "lambda"] },
  expand: { ...kinds.oneOf(expansions), aliases: ["expansion", "widen"] },
  signal: running.signal,
};

const generator = { ...generatorOption, default: "extractive", aliases: ["model", "llm", "chatModel"] };
const policy = { ...kinds.oneOf(policies), default: "mark" };
const embedder = { ...embedderOption, default: "static-en-v1", aliases: ["embedding", "embeddings", "embeddingModel"] };

const open = {
  folder: { ...kinds.systemPath("the path of a folder"), aliases: ["dir", "path", "root", "documents"] },
  index: { ...indexOption, aliases: ["indexDir", "indexPath", "provider"] },
  consent: kinds.callback(),
  overrideFolder: flag,
  dataDir: kinds.systemPath("the path of a folder"),
  syncedFolders: kinds.listOf(
    kinds.record(
      {
        service: { ...kinds.text(), required: true },
        root: { ...kinds.systemPath("the path of a folder"), required: true },
      } satisfies OptionRulesOf<SyncedPlace>,
      "a synced folder { service, root }",
    ),
    "a list of synced folders",
  ),
  embedder,
  generator,
  reranker: { ...rerankerOption, aliases: ["rerank", "rerankModel"] },
  loaders: loadersOption,
  providers: providersOption,
  policy,
  include: globs,
  exclude: { ...globs, aliases: ["ignore"] },
  targetTokens: {
    ...kinds.numberOr(kinds.wholeNumber({ min: 16, max: 100_000 }), kinds.oneOf(["window"])),
    aliases: ["chunkSize", "chunkTokens"],
  },
  concurrency: kinds.wholeNumber({ min: 1, max: 1000 }),
  baseUrl: { ...kinds.url(), aliases: ["baseURL", "apiUrl", "endpoint"] },
  prices: kinds.recordOf(
    kinds.record(
      { input: kinds.number({ min: 0, max: 1e6 }), output: kinds.number({ min: 0, max: 1e6 }) },
      "{ input?, output? } in USD per million tokens",
    ),
    "prices by model name",
  ),
  onEvent: running.onEvent,
};

const search = {
  ...reading,
  onePerDocument: { ...flag, aliases: ["distinct", "unique"] },
} satisfies OptionRulesOf<SearchOptions>;

const ask = {
  ...reading,
  k: { ...reading.k, default: 8 },
  generator,
  policy,
  maxTokens: { ...kinds.wholeNumber({ min: 1, max: 1_000_000 }), aliases: ["maxOutputTokens"] },
  history: {
    ...kinds.listOf(
      kinds.record(
        {
          role: { ...kinds.oneOf(["user", "assistant"]), required: true },
          text: { ...kinds.string(), required: true },
        },
        "a turn { role, text }",
      ),
      "a list of turns { role, text }",
    ),
    aliases: ["messages", "turns"],
  },
  rounds: { ...kinds.wholeNumber({ min: 1, max: 3 }), default: 1 },
  decompose: flag,
  repair: flag,
  judge: generatorOption,
} satisfies OptionRulesOf<AskOptions>;

/**
 * Every option of the library, by call. The checks of all public methods come from here; a flag, a variable or a line
 * of help for one of them can too.
 */
export const libraryOptions = {
  openRagstone: open,
  ask,
  search,
  // Checked by `checkedScope`, which reads a value once: one that answers differently each time it is read must not pass.
  scoped: { filter: { ...filterOption, required: true, check: () => {} } } satisfies OptionRulesOf<ScopeOptions>,
  index: indexing,
  plan: running,
  refresh: {
    ...running,
    existing: { ...kinds.oneOf(["refresh", "leave"]), default: "refresh" },
  } satisfies OptionRulesOf<RefreshOptions>,
  migrate: { ...running, embedder: { ...embedderOption, required: true } } satisfies OptionRulesOf<MigrateOptions>,
  doctor: { repair: flag, signal: running.signal } satisfies OptionRulesOf<DoctorOptions>,
  watch: {
    settleMs: { ...milliseconds, default: 300 },
    maxWaitMs: { ...milliseconds, default: 5000 },
    allowRemoval: flag,
    pollMs: { ...milliseconds, default: 30_000 },
    onReport: kinds.callback(),
    onError: kinds.callback(),
  } satisfies OptionRulesOf<WatchOptions>,
  put: {
    path: { ...documentPath, required: true, aliases: ["name", "id"] },
    text: { ...kinds.string(), aliases: ["content", "pageContent"] },
    bytes: { ...kinds.bytes(), aliases: ["buffer", "data"] },
    mediaType: { ...kinds.text('a media type such as "text/markdown"'), aliases: ["contentType", "mimeType"] },
    metadata: metadataOption,
  } satisfies OptionRulesOf<PutDocument>,
  /** Of every call that takes a signal alone, after its other parameters. */
  call: { signal: running.signal } satisfies OptionRulesOf<CallOptions>,
  asRetriever: search,
  asTool: { name: kinds.text(), description: kinds.text() },
} as const satisfies Readonly<Record<string, OptionRules>>;
