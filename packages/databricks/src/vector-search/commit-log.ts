import { SerialQueue, type IndexFingerprint } from "@ragstone/core";
import type { Catalogue } from "./catalogue.js";
import type { OwnDocument, OwnState } from "./own-rows.js";
import { stateAfter } from "./state-after.js";
import type { WriterLock } from "./writer-lock.js";

/** Documents that are committed together. */
const maxTogether = 100;

export interface CommitLogParts {
  readonly catalogue: Catalogue;
  readonly lock: WriterLock;
  readonly state: OwnState;
  readonly documents: Map<string, OwnDocument>;
  /** Called with documents, or generations of them, that are no longer there. */
  readonly onGone: (gone: readonly OwnDocument[]) => void;
  /** Called when it is not known whether a commit was written. */
  readonly onDoubt: () => void;
}

type Written = ReadonlyMap<string, Omit<OwnDocument, "change">>;

interface Waiting {
  readonly written: Written;
  readonly moved: readonly string[];
  readonly settle: (committed: Promise<void>) => void;
}

/** The commits of one writer, one after the other; those that wait for one are written together. */
export class CommitLog {
  readonly #parts: CommitLogParts;
  readonly #documents: Map<string, OwnDocument>;
  readonly #queue = new SerialQueue();
  readonly #waiting: Waiting[] = [];
  #state: OwnState;

  constructor(parts: CommitLogParts) {
    this.#parts = parts;
    this.#documents = parts.documents;
    this.#state = parts.state;
  }

  get state(): OwnState {
    return this.#state;
  }

  get documents(): ReadonlyMap<string, OwnDocument> {
    return this.#documents;
  }

  /**
   * Makes rows of passages documents' own.
   *
   * @param moved - ids of documents that are gone with it
   */
  commit(written: Written, moved: readonly string[] = []): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ written, moved, settle: resolve });
      void this.#queue.run(() => this.#commitWaiting());
    });
  }

  /** Removes a document; `null` if it was not there. */
  remove(id: string): Promise<OwnDocument | null> {
    return this.#queue.run(async () => {
      const { catalogue, lock, onGone } = this.#parts;
      lock.check();
      const stored = this.#documents.get(id);
      if (stored === undefined) return null;
      await catalogue.remove([id]);
      this.#documents.delete(id);
      onGone([stored]);
      this.#state = stateAfter(this.#state, { removed: [stored] });
      await catalogue.commit(this.#state);
      return stored;
    });
  }

  setFingerprint(fingerprint: IndexFingerprint): Promise<void> {
    return this.#queue.run(async () => {
      this.#state = stateAfter(this.#state, { fingerprint });
      await this.#parts.catalogue.commit(this.#state);
    });
  }

  async #commitWaiting(): Promise<void> {
    const taken = takeDistinct(this.#waiting);
    if (taken.length === 0) return;
    const together = this.#commitAll(taken);
    const code = await together.then(
      () => null,
      (error: { readonly code?: string }) => error.code ?? "",
    );
    // A row that the service does not take fails its own document alone.
    if (code !== "request-rejected" || taken.length === 1) for (const { settle } of taken) settle(together);
    else
      for (const one of taken) {
        const alone = this.#commitAll([one]);
        one.settle(alone);
        await alone.catch(() => {});
      }
  }

  async #commitAll(commits: readonly Waiting[]): Promise<void> {
    const { catalogue, lock, onGone, onDoubt } = this.#parts;
    lock.check();
    const change = this.#state.changes + 1;
    const entries = new Map<string, OwnDocument>();
    for (const { written } of commits) for (const [id, stored] of written) entries.set(id, { ...stored, change });
    const moved = commits.flatMap((commit) => commit.moved);
    const gone = [...entries.keys(), ...moved].flatMap((id) => this.#documents.get(id) ?? []);
    const last = [...entries.keys()].at(-1);
    const next = stateAfter(this.#state, { added: [...entries.values()], removed: gone, last });
    try {
      await catalogue.commit(next, entries, moved);
    } catch (error) {
      onDoubt();
      throw error;
    }
    this.#state = next;
    for (const id of moved) this.#documents.delete(id);
    for (const [id, stored] of entries) this.#documents.set(id, stored);
    const kept = new Set(Array.from(entries.values(), ({ generation }) => generation));
    onGone(gone.filter(({ generation }) => !kept.has(generation)));
    if (moved.length > 0) await catalogue.remove(moved);
  }
}

/** Removes the first commits from a list, up to one that concerns a document again. */
function takeDistinct(waiting: Waiting[]): Waiting[] {
  const seen = new Set<string>();
  const end = waiting.findIndex(({ written, moved }, at) => {
    const ids = [...written.keys(), ...moved];
    const isAgain = ids.some((id) => seen.has(id));
    for (const id of ids) seen.add(id);
    return isAgain || at === maxTogether;
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}
