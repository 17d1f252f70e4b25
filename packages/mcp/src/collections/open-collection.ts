import { isRagstoneError, retriableOnce, type SearchFilter } from "@ragstone/core";
import { absentMessage, failureOf } from "@ragstone/engine/internal";
import type { RagstoneView, Ragstone, Refreshment } from "@ragstone/engine";
import { BackgroundRun } from "./background-run.js";
import type { Freshness } from "./freshness.js";
import type { McpCollection, OpenedCollection } from "./mcp-collection.js";

export interface CollectionRules {
  /** Limits what tools see. */
  readonly filter?: SearchFilter | undefined;
  /** Whether an existing index follows its folder. */
  readonly sync: boolean;
}

export interface ReadyOptions {
  /** How long to wait for the index before an answer without the rest is better. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  /** Called while the call waits, after each document. */
  readonly onProgress?: ((freshness: Pick<Freshness, "done" | "total">) => void) | undefined;
}

/** Embedders that index a changed folder at no cost but time, so that no one need agree. */
const builtIn = /^static-/u;

/** A collection in use: opened once, kept up to date, seen through the scope. */
export class OpenCollection {
  readonly name: string;
  /** The index, without the scope, and the defaults of its calls. */
  readonly open: () => Promise<OpenedCollection>;
  readonly #rules: CollectionRules;
  #refresh: BackgroundRun<Refreshment> | null = null;
  /** Applies changes that take longer than a refresh may. */
  #update: BackgroundRun<unknown> | null = null;
  /** Why the update failed; it is not repeated. */
  #updateFailure: string | null = null;
  /** Whether the collection had no index when the running refresh began. */
  #isNew = false;

  constructor({ name, open }: McpCollection, rules: CollectionRules) {
    this.name = name;
    this.open = retriableOnce(open);
    this.#rules = rules;
  }

  /** What tools may see of the index. */
  async view(): Promise<RagstoneView> {
    const { rag } = await this.open();
    const { filter } = this.#rules;
    return filter === undefined ? rag : rag.scoped({ filter });
  }

  /**
   * Makes a missing index, and brings an existing one up to date where that is quick, else in the background if it costs
   * nothing. After `waitMs` the work continues without the call.
   *
   * @throws the errors of {@link Ragstone.refresh}
   */
  async ready({ waitMs, signal, onProgress }: ReadyOptions): Promise<Freshness> {
    const { rag } = await this.open();
    if (this.#update !== null) return this.#freshness(this.#update, this.#isNew ? "partial" : "updating");
    if (this.#refresh === null) {
      this.#isNew = !(await isIndexed(rag));
      this.#refresh ??= new BackgroundRun((options) =>
        rag.refresh({ ...options, existing: this.#rules.sync ? "refresh" : "leave" }),
      );
    }
    const run = this.#refresh;
    const stop = onProgress === undefined ? () => {} : run.watch(() => onProgress(run));
    const outcome = await firstOf(run.result, waitMs, signal).finally(() => {
      stop();
      if (run.ended && this.#refresh === run) this.#refresh = null;
    });
    return outcome === null ? this.#freshness(run, this.#isNew ? "partial" : "updating") : this.#settled(rag, outcome);
  }

  /** Stops background work; committed documents stay. */
  async close(): Promise<void> {
    await Promise.all([this.#refresh?.stop(), this.#update?.stop()]);
  }

  async #settled(rag: Ragstone, { behind, absent, report }: Refreshment): Promise<Freshness> {
    const notices = absent.length === 0 ? [] : [absentMessage(rag.folder, absent)];
    const failed = report?.documents.failed ?? 0;
    if (failed > 0)
      notices.push(
        `${failed} of ${report!.documents.seen} documents could not be indexed; \`ragstone index\` lists them.`,
      );
    const settled = { done: 0, total: null, behind, notices };
    if (behind === 0) return { ...settled, state: "current" };
    if (this.#updateFailure !== null)
      return { ...settled, state: "behind", notices: [...notices, this.#updateFailure] };
    if (!this.#rules.sync || !builtIn.test((await rag.status()).embedder)) return { ...settled, state: "behind" };
    return { ...this.#freshness(this.#startUpdate(rag), "updating"), behind, notices };
  }

  #startUpdate(rag: Ragstone): BackgroundRun<unknown> {
    const run = new BackgroundRun((options) => rag.index(options));
    this.#update = run;
    void run.result
      .catch((error: unknown) => {
        const { message, hint } = failureOf(error);
        this.#updateFailure = `The index could not be updated: ${message} ${hint}`;
      })
      .finally(() => {
        this.#update = null;
      });
    return run;
  }

  #freshness({ done, total }: Pick<Freshness, "done" | "total">, state: Freshness["state"]): Freshness {
    return { state, done, total, behind: total === null ? 0 : Math.max(0, total - done), notices: [] };
  }
}

async function isIndexed(rag: Ragstone): Promise<boolean> {
  try {
    await rag.search("index", { k: 1, mode: "text" });
    return true;
  } catch (error) {
    if (isRagstoneError(error) && error.code === "index-missing") return false;
    throw error;
  }
}

/** The outcome of work, `null` if it takes longer. */
async function firstOf<T>(work: Promise<T>, waitMs: number, signal: AbortSignal): Promise<T | null> {
  signal.throwIfAborted();
  let end = () => {};
  const limit = new Promise<null>((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), waitMs);
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    };
  });
  return Promise.race([work, limit]).finally(end);
}
