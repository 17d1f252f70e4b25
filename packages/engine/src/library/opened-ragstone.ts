import {
  checkEmbedder,
  checkOptions,
  correctQuery,
  InvalidOptionError,
  optionKinds,
  parseDocumentName,
  type Answer,
  type AnswerPart,
  type IndexWriter,
  type DocumentKey,
  type DocumentRecord,
  type Embedder,
  type Generator,
  type IndexReader,
  type IndexReport,
  type Policy,
  type SearchFilter,
  type StoredText,
} from "@ragstone/core";
import { libraryOptions } from "../options/library-options.js";
import { checkAnswer } from "../showing/check-answer.js";
import { streamedAnswer } from "../answering/streamed-answer.js";
import { checkQuestion } from "../answering/check-question.js";
import { retrieve } from "../answering/retrieve.js";
import { termsOf } from "../answering/terms-of.js";
import { narrow } from "../answering/narrow.js";
import { checkedScope } from "../answering/checked-scope.js";
import { refreshIndex } from "../pipeline/refresh-index.js";
import type { Refreshment, RefreshOptions } from "../api/refresh.js";
import type { VerifyReport } from "../api/verify-report.js";
import { watchFolder } from "../pipeline/watch-folder.js";
import type { Watch, WatchOptions } from "../api/watch.js";
import type { FolderRunOptions } from "../pipeline/run-index.js";
import type { IndexOptions, RunOptions } from "../api/index-options.js";
import type {
  AskOptions,
  CallOptions,
  DoctorOptions,
  DocumentsOptions,
  MigrateOptions,
  PutDocument,
  Ragstone,
  RagstoneView,
  ScopeOptions,
  SearchHits,
  SearchOptions,
  VerifyTextOptions,
} from "../api/ragstone.js";
import type { ShowOptions } from "../api/show-options.js";
import type { VerifiedText } from "@ragstone/chain";
import type {
  DoctorReport,
  MigrationReport,
  PlanReport,
  ShownChunks,
  ShownPassage,
  StatusReport,
} from "../api/reports.js";
import { defaultGenerator } from "../models/defaults.js";
import { tracedGenerator } from "../telemetry/traced-generator.js";
import { tracedAnswer, tracedRun, tracedSearch } from "../telemetry/traced-calls.js";
import type { Session, Write } from "../session/session.js";
import { sharedIndex } from "../session/shared-index.js";
import { showChunks, showPassage, shownDocument, showText } from "../showing/show.js";
import { shownDocuments, type ShownDocuments } from "../showing/shown-documents.js";
import { statusOf } from "../showing/status-of.js";

interface AnsweringDefaults {
  readonly generator?: string | Generator;
  readonly policy?: Policy;
}

/** The options of a search that has its defaults and its scope. */
type FoundWith = Omit<SearchOptions, "filter"> &
  Required<Pick<SearchOptions, "k" | "mode" | "allCopies">> & { readonly filter: SearchFilter | undefined };

/** A chunk's id or a document's path: any text may be one. */
const named = optionKinds.text();

const anyText = optionKinds.string();

/** A view whose filters nothing can take away. */
class View implements RagstoneView {
  // Private to the object, so that no caller reaches the whole index through it.
  readonly #session: Session;
  readonly #defaults: AnsweringDefaults;
  readonly #scope: readonly SearchFilter[];

  constructor(session: Session, defaults: AnsweringDefaults, scope: readonly SearchFilter[]) {
    this.#session = session;
    this.#defaults = defaults;
    this.#scope = scope;
  }

  async ask(question: string, options?: AskOptions): Promise<Answer> {
    for await (const part of this.stream(question, options)) if (part.type === "answer") return part.answer;
    throw new InvalidOptionError("question", question, "a question that a generator ends an answer to");
  }

  stream(question: string, options?: AskOptions): AsyncIterable<AnswerPart> {
    checkQuestion(question);
    const { filter, onEvent, ...rest } = checkOptions(libraryOptions.ask, options);
    const request = { ...this.#defaults, ...rest, question, filter: narrow([...this.#scope, filter]) };
    const { tracing, events } = this.#session;
    return events.during(onEvent, () => tracedAnswer(tracing, () => streamedAnswer(this.#session, request)));
  }

  async search(question: string, given?: SearchOptions): Promise<SearchHits> {
    checkQuestion(question);
    const {
      k = 10,
      mode = "hybrid",
      allCopies = false,
      filter: narrower,
      reranker: requested,
      ...options
    } = checkOptions(libraryOptions.search, given);
    const filter = narrow([...this.#scope, narrower]);
    const search = () => this.#search(question, { ...options, k, mode, allCopies, filter, reranker: requested });
    return tracedSearch(this.#session.tracing, { mode, k }, search);
  }

  async #search(question: string, given: FoundWith): Promise<SearchHits> {
    const { reranker: requested, filter, ...options } = given;
    const index = await this.#session.reader();
    const embedder = async () => {
      const embedder = await this.#session.embedder();
      checkEmbedder(index.fingerprint.embedder, embedder.fingerprint);
      return embedder;
    };
    const reranker = await this.#session.reranker(requested);
    const { query, corrected } = await correctQuery(question, termsOf(index, filter));
    const hits = await retrieve({
      ...options,
      index,
      embedder,
      words: () => this.#session.words(),
      turn: this.#session.turn,
      reranker,
      query,
      filter,
      highlights: true,
      onEvent: this.#session.onEvent,
    });
    return Object.assign(hits, { corrected });
  }

  async documents(options?: DocumentsOptions): Promise<readonly DocumentRecord[]> {
    const { filter, signal } = checkOptions(libraryOptions.documents, options);
    const index = await this.#readerFor({ signal });
    return index.documents(narrow([...this.#scope, filter]));
  }

  async document(name: string, options?: CallOptions): Promise<StoredText> {
    named.check("path", name);
    return shownDocument(await this.#shown(options), parseDocumentName(name));
  }

  async show(target: string, given?: ShowOptions): Promise<ShownPassage> {
    named.check("target", target);
    const { signal, ...options } = checkOptions(libraryOptions.show, given);
    return showPassage(await this.#shown({ signal }), target, options);
  }

  async showChunks(name: string, options?: CallOptions): Promise<ShownChunks> {
    named.check("path", name);
    return showChunks(await this.#shown(options), name);
  }

  async showText(name: string, options?: CallOptions): Promise<DocumentKey & { readonly text: string }> {
    named.check("path", name);
    return showText(await this.#shown(options), name);
  }

  async verifyText(text: string, given?: VerifyTextOptions): Promise<VerifiedText> {
    anyText.check("text", text);
    const options = checkOptions(libraryOptions.verifyText, given);
    const { verifyIndexedText } = await import("../showing/verify-indexed-text.js");
    return verifyIndexedText(this.#session, text, { ...options, filter: narrow(this.#scope) });
  }

  async verify(saved: unknown, given?: CallOptions): Promise<VerifyReport> {
    const options = checkOptions(libraryOptions.call, given);
    const { verifySaved } = await import("../showing/verify-saved.js");
    return verifySaved(this.#session, saved, { ...options, scope: narrow(this.#scope) });
  }

  async renderHtml(answer: Answer, given?: CallOptions): Promise<string> {
    const options = checkOptions(libraryOptions.call, given);
    checkAnswer(answer);
    const { renderHtml } = await import("../showing/render-html.js");
    return renderHtml(await this.#shown(options), answer, options);
  }

  /** The reader for a call that is a look-up or two: its signal counts until it begins. */
  async #readerFor(options: CallOptions | undefined): Promise<IndexReader> {
    const { signal } = checkOptions(libraryOptions.call, options);
    signal?.throwIfAborted();
    const reader = await this.#session.reader();
    signal?.throwIfAborted();
    return reader;
  }

  async #shown(options: CallOptions | undefined): Promise<ShownDocuments> {
    return shownDocuments(await this.#readerFor(options), narrow(this.#scope) ?? []);
  }

  scoped(options: ScopeOptions): RagstoneView {
    const { filter } = checkOptions(libraryOptions.scoped, options);
    return new View(this.#session, this.#defaults, [...this.#scope, checkedScope(filter)]);
  }
}

/** See {@link Ragstone}. */
export class OpenedRagstone implements Ragstone {
  readonly #session: Session;
  readonly #all: View;
  readonly #generator: string | Generator;
  readonly #concurrency: number | undefined;

  constructor(session: Session, { concurrency, ...defaults }: AnsweringDefaults & { readonly concurrency?: number }) {
    this.#session = session;
    this.#generator = defaults.generator ?? defaultGenerator;
    this.#all = new View(session, defaults, []);
    this.#concurrency = concurrency;
  }

  get folder(): string {
    return this.#session.location.folder;
  }

  get indexDir(): string {
    const { name, dir } = this.#session.location;
    return name ?? dir;
  }

  ask(question: string, options?: AskOptions): Promise<Answer> {
    return this.#all.ask(question, options);
  }

  stream(question: string, options?: AskOptions): AsyncIterable<AnswerPart> {
    return this.#all.stream(question, options);
  }

  search(query: string, options?: SearchOptions): Promise<SearchHits> {
    return this.#all.search(query, options);
  }

  scoped(options: ScopeOptions): RagstoneView {
    return this.#all.scoped(options);
  }

  // Modules that only writing needs are loaded when it is called: a question should start at once.
  async index(options?: IndexOptions): Promise<IndexReport> {
    return this.#run(checkOptions(libraryOptions.index, options));
  }

  async refresh(options?: RefreshOptions): Promise<Refreshment> {
    return refreshIndex(this.#session, checkOptions(libraryOptions.refresh, options));
  }

  async plan(given?: RunOptions): Promise<PlanReport> {
    const options = checkOptions(libraryOptions.plan, given);
    const { runPlan } = await import("../pipeline/run-plan.js");
    return runPlan(this.#session, options);
  }

  async status(options?: CallOptions): Promise<StatusReport> {
    return statusOf(this.#session, checkOptions(libraryOptions.call, options));
  }

  async migrate(given: MigrateOptions): Promise<MigrationReport> {
    const options = checkOptions(libraryOptions.migrate, given);
    return this.#session.exclusively(async () => {
      const { migrateIndex } = await import("../pipeline/migrate-index.js");
      return migrateIndex(this.#session, {
        ...options,
        concurrency: this.#concurrency,
      });
    }, options);
  }

  async doctor(options?: DoctorOptions): Promise<DoctorReport> {
    const { repair = false, signal } = checkOptions(libraryOptions.doctor, options);
    const run = async () => (await import("../showing/examine.js")).examine(this.#session, { repair, signal });
    return repair ? this.#session.exclusively(run, { signal }) : run();
  }

  documents(options?: DocumentsOptions): Promise<readonly DocumentRecord[]> {
    return this.#all.documents(options);
  }

  document(name: string, options?: CallOptions): Promise<StoredText> {
    return this.#all.document(name, options);
  }

  show(target: string, options?: ShowOptions): Promise<ShownPassage> {
    return this.#all.show(target, options);
  }

  verifyText(text: string, options?: VerifyTextOptions): Promise<VerifiedText> {
    return this.#all.verifyText(text, options);
  }

  showChunks(name: string, options?: CallOptions): Promise<ShownChunks> {
    return this.#all.showChunks(name, options);
  }

  showText(name: string, options?: CallOptions): Promise<DocumentKey & { readonly text: string }> {
    return this.#all.showText(name, options);
  }

  verify(saved: unknown, options?: CallOptions): Promise<VerifyReport> {
    return this.#all.verify(saved, options);
  }

  renderHtml(answer: Answer, options?: CallOptions): Promise<string> {
    return this.#all.renderHtml(answer, options);
  }

  watch(given?: WatchOptions): Watch {
    const { allowRemoval, onEvent, ...options } = checkOptions(libraryOptions.watch, given);
    return watchFolder({
      ...options,
      folder: this.folder,
      indexDir: this.#session.location.dir,
      index: (signal) => this.#follow({ signal, allowRemoval, onEvent }),
    });
  }

  /** A share may be unmounted while it is followed: an empty folder removes nothing. */
  #follow(options: IndexOptions): Promise<IndexReport> {
    return this.#run({ ...options, keepAbsent: "root" });
  }

  async #run(options: FolderRunOptions): Promise<IndexReport> {
    const work = async (write: Write) => {
      const { runIndex } = await import("../pipeline/run-index.js");
      return runIndex(this.#session, write, { ...options, concurrency: this.#concurrency });
    };
    return (await tracedRun(this.#session.tracing, () => this.#session.exclusively(work, options))).report;
  }

  async put(given: PutDocument, options?: CallOptions): Promise<void> {
    const document = checkOptions(libraryOptions.put, given);
    const running = checkOptions(libraryOptions.call, options);
    return this.#session.exclusively(async (write) => {
      const { putDocument } = await import("../pipeline/put-document.js");
      return putDocument({ session: this.#session, write, ...running }, document);
    }, running);
  }

  async remove(path: string, given?: CallOptions): Promise<boolean> {
    named.check("path", path);
    const options = checkOptions(libraryOptions.call, given);
    return this.#session.exclusively(async (write) => {
      const { removeDocument } = await import("../pipeline/remove-document.js");
      return write((index) => removeDocument(index, path, options));
    }, options);
  }

  async parts(): Promise<{ readonly index: IndexWriter; readonly embedder: Embedder }> {
    return { index: await sharedIndex(this.#session), embedder: await this.#session.embedder() };
  }

  async generator(spec?: string): Promise<Generator> {
    if (spec !== undefined) named.check("generator", spec);
    const requested = spec ?? this.#generator;
    const { providers, models, tracing } = this.#session;
    const generator = typeof requested === "string" ? await providers.generator(requested, models) : requested;
    return tracedGenerator(generator, tracing);
  }

  close(): Promise<void> {
    return this.#session.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
