import {
  optionKinds as kinds,
  type DescribedOption,
  type DescribedOptionsOf,
  type OptionRulesOf,
  type Policy,
} from "@ragstone/core";
import type { Expansion } from "../api/expansion.js";
import type { SearchMode } from "../api/search-mode.js";
import type { SyncedPlace } from "../location/synced-place.js";
import type { IndexOptions, RunOptions } from "../api/index-options.js";
import type { OpenOptions } from "../api/open-options.js";
import type { RefreshOptions } from "../api/refresh.js";
import type { WatchOptions } from "../api/watch.js";
import type {
  AskOptions,
  CallOptions,
  DoctorOptions,
  DocumentsOptions,
  MigrateOptions,
  PutDocument,
  ScopeOptions,
  SearchOptions,
  VerifyTextOptions,
} from "../api/ragstone.js";
import type { ShowOptions } from "../api/show-options.js";
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
const folderPath = kinds.systemPath("the path of a folder");

const running = {
  signal: { ...kinds.signal(), help: "aborts the call" },
  onEvent: { ...kinds.callback(), help: "is called with everything that happens" },
} satisfies DescribedOptionsOf<RunOptions>;

const indexing = {
  ...running,
  allowRemoval: { ...flag, help: "let the run remove more than half of the documents, if their files are gone" },
} satisfies DescribedOptionsOf<IndexOptions>;

const passageCount = {
  ...kinds.wholeNumber({ min: 1, max: 10_000 }),
  aliases: ["topK", "limit", "top", "count", "n"],
};

const reranker = {
  ...rerankerOption,
  default: "off",
  aliases: ["rerank", "rerankModel"],
  help: "orders the best 30 to 50 passages of a search anew; `off` for none",
};

const reading = {
  k: { ...passageCount, default: 10, help: "how many passages to return" },
  mode: {
    ...kinds.oneOf(modes),
    default: "hybrid",
    aliases: ["searchMode", "searchType"],
    help: "rank by words, by vectors, or by both",
  },
  filter: { ...filterOption, aliases: ["where", "scope"], help: "which documents may be used" },
  diversity: {
    ...kinds.number({ min: 0, max: 1 }),
    default: 0,
    aliases: ["mmr", "lambda"],
    help: "from 0 to 1: how much a passage's difference from those ranked above it counts, against relevance",
  },
  expand: {
    ...kinds.oneOf(expansions),
    aliases: ["expansion", "widen"],
    help: "widen each passage to the chunks before and after, or to its section",
  },
  reranker,
  signal: running.signal,
};
const generator = {
  ...generatorOption,
  default: "extractive",
  aliases: ["model", "llm", "chatModel"],
  help: "the generator that writes answers",
};
const policy = {
  ...kinds.oneOf(policies),
  default: "mark",
  help: "label claims that fail verification, drop them, or refuse the answer",
};

const open = {
  folder: {
    ...folderPath,
    aliases: ["dir", "path", "root", "documents"],
    help: "the documents' folder",
    defaultHelp: "the folder that the index remembers",
  },
  index: {
    ...indexOption,
    aliases: ["indexDir", "indexPath", "provider"],
    help: "the index's own folder, or the URL of another engine (their packages are not released yet)",
    defaultHelp: ".ragstone in the documents' folder",
  },
  consent: {
    ...kinds.callback(),
    help: "decides whether a model or URL in the settings of an index on another engine is used: `({ index, setting, value }) => boolean`",
    defaultHelp: "only the built-in embedder is",
  },
  overrideFolder: {
    ...flag,
    help: "whether `folder` replaces the one that the index remembers; otherwise another folder is an error",
  },
  dataDir: {
    ...folderPath,
    help: "the user's data folder, for indexes of synced folders",
    defaultHelp: "the system's",
  },
  syncedFolders: {
    ...kinds.listOf(
      kinds.record(
        {
          service: { ...kinds.text(), required: true },
          root: { ...folderPath, required: true },
        } satisfies OptionRulesOf<SyncedPlace>,
        "a synced folder { service, root }",
      ),
      "a list of synced folders",
    ),
    help: "synced folders that cannot be recognized: `{ service, root }`",
  },
  embedder: {
    ...embedderOption,
    default: "static-en-v1",
    defaultHelp: "the index's embedder, else static-en-v1",
    aliases: ["embedding", "embeddings", "embeddingModel"],
    help: "the embedding model",
  },
  generator,
  reranker,
  loaders: {
    ...loadersOption,
    help: "loaders for formats of your own, or in place of built-in ones: objects, or modules for the worker threads",
  },
  providers: { ...providersOption, help: "providers of specs, besides the built-in ones" },
  policy,
  include: { ...globs, help: "index only files whose path matches", defaultHelp: "everything" },
  exclude: { ...globs, aliases: ["ignore"], help: "leave out files whose path matches" },
  targetTokens: {
    ...kinds.numberOr(kinds.wholeNumber({ min: 16, max: 100_000 }), kinds.oneOf(["window"])),
    aliases: ["chunkSize", "chunkTokens"],
    help: "how many tokens a chunk should have; `window` fills the embedder's window",
    defaultHelp: "400, or less where the window is smaller",
  },
  concurrency: {
    ...kinds.wholeNumber({ min: 1, max: 1000 }),
    help: "how many embedding requests may run at once",
    defaultHelp: "the embedder's own",
  },
  baseUrl: {
    ...kinds.url(),
    aliases: ["baseURL", "apiUrl", "endpoint"],
    help: "the server of models, for providers that let you choose it",
    defaultHelp: "the provider's",
  },
  prices: {
    ...kinds.recordOf(
      kinds.record(
        { input: kinds.number({ min: 0, max: 1e6 }), output: kinds.number({ min: 0, max: 1e6 }) },
        "{ input?, output? } in USD per million tokens",
      ),
      "prices by model name",
    ),
    help: "USD per million tokens by model name: `{ input, output }`",
    defaultHelp: "the built-in price list",
  },
  onEvent: running.onEvent,
  telemetry: {
    ...flag,
    help: "whether calls and models are reported as OpenTelemetry spans; needs `@opentelemetry/api`",
  },
} satisfies DescribedOptionsOf<OpenOptions>;

const search = {
  ...reading,
  onePerDocument: { ...flag, aliases: ["distinct", "unique"], help: "only the best passage of each document" },
  allCopies: { ...flag, help: "list passages that repeat better ones of other documents as hits of their own" },
  explain: { ...flag, help: "show with each passage why it has its rank" },
} satisfies DescribedOptionsOf<SearchOptions>;

const ask = {
  ...reading,
  k: {
    ...passageCount,
    help: "how many passages the generator is given",
    defaultHelp: "8; for models with a context of 32,000 tokens and more as many as fit 6,000 tokens",
  },
  generator,
  policy,
  maxTokens: {
    ...kinds.wholeNumber({ min: 1, max: 1_000_000 }),
    aliases: ["maxOutputTokens"],
    help: "the most tokens that the answer may have",
    defaultHelp: "the generator's own",
  },
  temperature: {
    ...kinds.number({ min: 0, max: 2 }),
    help: "how random a model's wording is, from 0 to 2; a model that thinks ignores it",
    defaultHelp: "the spec's `?temperature=`, else 0 for databricks: models and the service's own for others",
  },
  system: {
    ...kinds.string(),
    aliases: ["systemPrompt", "instructions"],
    help: "further instructions for a model, for tone, form and focus; they cannot remove the rules of grounding",
  },
  thinkingTokens: {
    ...kinds.wholeNumber({ min: 1024, max: 1_000_000 }),
    aliases: ["thinking", "budgetTokens"],
    help: "tokens for reasoning before the answer, of models that think",
    defaultHelp: "the spec's `?thinking=`, else none",
  },
  onEvent: running.onEvent,
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
    help: "earlier turns, oldest first",
  },
  rounds: {
    ...kinds.wholeNumber({ min: 1, max: 3 }),
    default: 1,
    help: "successive searches, 1 to 3; each further one looks for the words that no passage contains yet, and with a model costs one call",
  },
  decompose: {
    ...flag,
    help: "let the model split a compound question into at most four and search for each as well; costs one call",
  },
  repair: {
    ...flag,
    help: "ask the model once more for claims that failed, with the policies `drop` and `strict`; costs one call when a claim failed",
  },
  judge: {
    ...generatorOption,
    help: "a model that is asked, for each claim that passed, whether its quotes support it; it can only withdraw verdicts; costs one call per claim",
  },
} satisfies DescribedOptionsOf<AskOptions>;

/**
 * Every option of the library, by call: its kind, check, default and help sentence. The checks of all public methods
 * come from here, and so do the command's flags, variables, configuration keys and help texts and the tables of the
 * handbook.
 */
export const libraryOptions = {
  openRagstone: open,
  ask,
  search,
  scoped: {
    // Checked by `checkedScope`, which reads a value once: one that answers differently each time it is read must not pass.
    filter: { ...filterOption, required: true, help: "the documents that the view can see", check: () => {} },
  } satisfies DescribedOptionsOf<ScopeOptions>,
  documents: { filter: reading.filter, signal: running.signal } satisfies DescribedOptionsOf<DocumentsOptions>,
  index: indexing,
  plan: running,
  refresh: {
    ...running,
    existing: {
      ...kinds.oneOf(["refresh", "leave"]),
      default: "refresh",
      help: "`leave` makes a missing index and changes nothing else",
    },
  } satisfies DescribedOptionsOf<RefreshOptions>,
  migrate: {
    ...running,
    embedder: { ...embedderOption, required: true, help: "the model to change to" },
  } satisfies DescribedOptionsOf<MigrateOptions>,
  doctor: {
    repair: { ...flag, help: "repair faults where this loses no document" },
    signal: running.signal,
  } satisfies DescribedOptionsOf<DoctorOptions>,
  watch: {
    settleMs: { ...milliseconds, default: 300, help: "quiet time after the last change before a run begins" },
    maxWaitMs: { ...milliseconds, default: 5000, help: "how long changes may continue before a run begins anyway" },
    allowRemoval: indexing.allowRemoval,
    pollMs: {
      ...milliseconds,
      default: 30_000,
      help: "time between runs where the system cannot report the changes of every folder",
    },
    onEvent: running.onEvent,
    onReport: { ...kinds.callback(), help: "is called after each run" },
    onError: { ...kinds.callback(), help: "is called when a run fails or part of the folder cannot be followed" },
  } satisfies DescribedOptionsOf<WatchOptions>,
  put: {
    path: { ...documentPath, required: true, aliases: ["name", "id"], help: "its identity, and its name in citations" },
    text: { ...kinds.string(), aliases: ["content", "pageContent"], help: "the text" },
    bytes: { ...kinds.bytes(), aliases: ["buffer", "data"], help: "the bytes of a file, in place of `text`" },
    mediaType: {
      ...kinds.text('a media type such as "text/markdown"'),
      aliases: ["contentType", "mimeType"],
      help: "the format",
      defaultHelp: "by the path's extension",
    },
    metadata: { ...metadataOption, help: "flat facts that filters can match" },
  } satisfies DescribedOptionsOf<PutDocument>,
  show: {
    neighbours: {
      ...kinds.wholeNumber({ min: 0, max: 100 }),
      default: 0,
      aliases: ["context", "around"],
      help: "also show this many chunks before and after",
    },
    section: { ...flag, help: "show the innermost section that contains the passage" },
    page: { ...kinds.wholeNumber({ min: 1, max: 10_000_000 }), help: "show this page of the path, counted from 1" },
    signal: running.signal,
  } satisfies DescribedOptionsOf<ShowOptions>,
  verifyText: {
    question: { ...kinds.string(), help: "the question that the text answers: a claim may repeat its names" },
    sources: {
      ...kinds.listOf(kinds.text(), "a list of ids, paths or PATH:START-END"),
      help: "what the numbers in the text mean, in order",
    },
    signal: running.signal,
  } satisfies DescribedOptionsOf<VerifyTextOptions>,
  /** Of every call that takes a signal alone, after its other parameters. */
  call: { signal: running.signal } satisfies DescribedOptionsOf<CallOptions>,
  asRetriever: search,
  asTool: {
    name: { ...kinds.text(), help: "the tool's name" },
    description: { ...kinds.text(), help: "when to use the tool, for the model" },
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, DescribedOption>>>>;
