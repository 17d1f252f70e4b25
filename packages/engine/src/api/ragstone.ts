import type {
  Answer,
  AnswerPart,
  Correction,
  IndexWriter,
  DocumentKey,
  DocumentRecord,
  Embedder,
  Generator,
  Hit,
  IndexReport,
  Metadata,
  OnEvent,
  Policy,
  Reranker,
  SearchFilter,
  StoredText,
  Turn,
} from "@ragstone/core";
import type { VerifiedText } from "@ragstone/chain";
import type { CallOptions } from "./call-options.js";
import type { ShowOptions } from "./show-options.js";
import type { IndexOptions, RunOptions } from "./index-options.js";
import type { SearchMode } from "./search-mode.js";
import type { VerifyReport } from "./verify-report.js";
import type { Watch, WatchOptions } from "./watch.js";
import type { Refreshment, RefreshOptions } from "./refresh.js";
import type { DoctorReport, MigrationReport, PlanReport, ShownChunks, ShownPassage, StatusReport } from "./reports.js";

export interface SearchOptions {
  /** Hits wanted. @defaultValue 10 */
  readonly k?: number;
  /** @defaultValue "hybrid" */
  readonly mode?: SearchMode;
  readonly filter?: SearchFilter;
  /** Only the best passage of each document. @defaultValue false */
  readonly onePerDocument?: boolean;
  /** Whether passages that repeat better ones of other documents are hits too, not `copies` of these. @defaultValue false */
  readonly allCopies?: boolean;
  /**
   * Weight in `[0, 1]` of being unlike the hits before, against relevance (maximal marginal relevance). @defaultValue 0
   */
  readonly diversity?: number;
  /**
   * Widens each hit to the chunks before and after, or to the innermost section that contains it (at most about 16,000
   * characters). It stays an exact slice of its document, under the id of the chunk that was found; hits of one
   * document may overlap.
   */
  readonly expand?: "neighbours" | "section";
  /** Tells with each hit why it has its rank. @defaultValue false */
  readonly explain?: boolean;
  /** A spec or a reranker, or `"off"` for none, in place of the one that the index was opened with. */
  readonly reranker?: string | Reranker;
  readonly signal?: AbortSignal;
}

/** The hits of a search, best first. */
export type SearchHits = Hit[] & {
  /** Words that no document contains and what was searched for in their place; `null` without any. */
  readonly corrected: readonly Correction[] | null;
};

/** An answer may need several passages of one document, so that it does not take the best of each alone. */
export interface AskOptions extends Omit<SearchOptions, "onePerDocument" | "allCopies" | "explain"> {
  /** A spec or a generator, in place of the one that the index was opened with. */
  readonly generator?: string | Generator;
  /** @defaultValue "mark" */
  readonly policy?: Policy;
  /** Tokens that the answer may have. */
  readonly maxTokens?: number;
  /**
   * Randomness of the answer's wording, 0 to 2. Not sent to a model that thinks, which fixes its own.
   *
   * @defaultValue the spec's `?temperature=`, else 0 for `databricks:` and the service's own for others
   */
  readonly temperature?: number;
  /**
   * Further instructions for a model, for tone, form and focus. They come after the rules of grounding and cannot remove
   * them: the answer is checked all the same. The extractive generator follows none. @defaultValue none
   */
  readonly system?: string;
  /**
   * Tokens for reasoning before the answer, from 1,024, on top of `maxTokens`.
   *
   * @defaultValue the spec's `?thinking=`, else none
   * @throws {@link InvalidOptionError} for a model that has no such budget
   */
  readonly thinkingTokens?: number;
  /** Is called with everything that happens during this call, waiting for an endpoint or a rate limit included. */
  readonly onEvent?: OnEvent;
  /** Earlier turns, oldest first. */
  readonly history?: readonly Turn[];
  /**
   * Number of consecutive searches, 1 to 3: a further one searches for the question's words that no passage contains
   * yet. With a model it costs a call. @defaultValue 1
   */
  readonly rounds?: number;
  /**
   * Let the model take a compound question apart, and search for each part as well. Costs a call. @defaultValue false
   */
  readonly decompose?: boolean;
  /**
   * Ask the model once more for claims that failed, with policies `drop` and `strict`. Costs a call when one failed.
   * @defaultValue false
   */
  readonly repair?: boolean;
  /**
   * A spec or a generator that decides for each passed claim whether its quotes support it. It can only revoke
   * verdicts. One call per claim. @defaultValue none
   */
  readonly judge?: string | Generator;
}

/** Text that is not a file of the folder. */
export interface PutDocument {
  /** Its identity and how citations name it; also tells the format when `mediaType` does not. */
  readonly path: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly mediaType?: string;
  readonly metadata?: Metadata;
}

export type { CallOptions } from "./call-options.js";

/** Options of {@link RagstoneView.verifyText}. */
export interface VerifyTextOptions extends CallOptions {
  /** The question that the text answers: a claim may repeat its names. */
  readonly question?: string;
  /** What `[1]`, `[2]` and so on mean, in this order: chunks' ids, `PATH:START-END` or paths. @defaultValue none */
  readonly sources?: readonly string[];
}

export interface MigrateOptions extends RunOptions {
  /** A spec or an embedder. */
  readonly embedder: string | Embedder;
}

export interface ScopeOptions {
  readonly filter: SearchFilter;
}

export interface DocumentsOptions extends CallOptions {
  readonly filter?: SearchFilter;
}

export interface DoctorOptions extends CallOptions {
  /** Repair faults where this loses no document. @defaultValue false */
  readonly repair?: boolean;
}

/** The filter of a view. {@link Ragstone.scoped} returns a view that nothing can widen. */
export interface RagstoneView {
  ask(question: string, options?: AskOptions): Promise<Answer>;
  /** Parts as they are made; the last is the whole answer. */
  stream(question: string, options?: AskOptions): AsyncIterable<AnswerPart>;
  search(query: string, options?: SearchOptions): Promise<SearchHits>;
  /** The documents that the view can see, ordered by path. A filter narrows it further. */
  documents(options?: DocumentsOptions): Promise<readonly DocumentRecord[]>;
  /**
   * A document's record, extracted text, blocks and pages as indexed.
   *
   * @param name - the path of a file, or `put:PATH`
   * @throws {@link InvalidOptionError} if the view sees no such document
   */
  document(name: string, options?: CallOptions): Promise<StoredText>;
  /**
   * @param target - a chunk's id, or `PATH:START-END`, half-open, split at the last colon; `put:PATH` for text that is
   * not a file
   */
  show(target: string, options?: ShowOptions): Promise<ShownPassage>;
  /** The chunks of a document in order. @param name - the path of a file, or `put:PATH` */
  showChunks(name: string, options?: CallOptions): Promise<ShownChunks>;
  /** The extracted text of a document as indexed. @param name - the path of a file, or `put:PATH` */
  showText(name: string, options?: CallOptions): Promise<DocumentKey & { readonly text: string }>;
  /**
   * Checks an answer that was saved as JSON against today's files; one that the view cannot see is gone.
   *
   * @param saved - the parsed JSON
   */
  verify(saved: unknown, options?: CallOptions): Promise<VerifyReport>;
  /**
   * Checks any text against the documents, without a model: what it cites is checked as in an answer, and for each claim
   * that cites nothing the documents are searched for a span that supports it. Costs a search per claim without citation.
   *
   * @param text - may cite `[2]`, `[2: "exact words"]`, `[guide.md:10-40]`, `[guide.md: "exact words"]` or a chunk's id;
   * numbers mean `sources`
   */
  verifyText(text: string, options?: VerifyTextOptions): Promise<VerifiedText>;
  /** An answer as one static page that loads nothing, with the passages of cited documents that the view can see. */
  renderHtml(answer: Answer, options?: CallOptions): Promise<string>;
  /** A view on fewer documents: both filters apply. */
  scoped(options: ScopeOptions): RagstoneView;
}

/**
 * An open index. Calls may run in parallel; those that write wait for each other, in call order, across all instances of
 * this process on one index.
 */
export interface Ragstone extends RagstoneView, AsyncDisposable {
  /** Absolute path of the documents. */
  readonly folder: string;
  /** Absolute path of the index; the name of one that another engine keeps. */
  readonly indexDir: string;
  /**
   * Brings the index up to date with the folder. Committed documents are kept even if the run fails.
   *
   * @throws {@link InvalidOptionError} if the folder is missing, not a folder, or may not be read
   * @throws {@link RagstoneError} `removal-limit` if more than half of at least 20 documents would be removed and
   *   `allowRemoval` is not set; nothing is written then
   * @throws {@link IndexError} `index-locked` while another process writes
   */
  index(options?: IndexOptions): Promise<IndexReport>;
  /**
   * Creates a missing index, and applies changes if that takes about a second; otherwise reports how far behind it is.
   * Never removes documents because a folder is missing, unmounted or empty; a `folder-absent` notice reports it.
   */
  refresh(options?: RefreshOptions): Promise<Refreshment>;
  /** The expected work and cost of {@link Ragstone.index}; reads and parses, writes nothing, calls no model. */
  plan(options?: RunOptions): Promise<PlanReport>;
  status(options?: CallOptions): Promise<StatusReport>;
  /**
   * Embeds the index for another model next to the old one and switches when it is complete; continues a stopped
   * migration.
   */
  migrate(options: MigrateOptions): Promise<MigrationReport>;
  /** Checks the index and environment; with `repair`, repairs faults where this loses no document. */
  doctor(options?: DoctorOptions): Promise<DoctorReport>;
  /** Follows the folder until it is closed: changes are taken in shortly after they end. */
  watch(options?: WatchOptions): Watch;
  /** Indexes text that is not a file; folder runs leave it alone. Replaces text put under the same path, never a file. */
  put(document: PutDocument, options?: CallOptions): Promise<void>;
  /** Removes text that was {@link Ragstone.put}; resolves to whether there was any. Files are left alone. */
  remove(path: string, options?: CallOptions): Promise<boolean>;
  /**
   * The index and the embedder underneath, for programs and edges that need them. They end with {@link Ragstone.close}.
   */
  parts(): Promise<{ readonly index: IndexWriter; readonly embedder: Embedder }>;
  /**
   * The generator of a spec, for calls that are not about documents: what it says is not verified.
   *
   * @param spec - @defaultValue the one that the index was opened with
   */
  generator(spec?: string): Promise<Generator>;
  /** Waits for writes that were called before, then closes the index and the models. Later writes are refused. */
  close(): Promise<void>;
}
