import { IndexError, RagstoneError } from "@ragstone/core";
import { randomUUID } from "node:crypto";
import type { Connection } from "../connection/connection.js";
import { statusOf } from "../connection/failure-of.js";
import { ledgerVersion, type LedgerState } from "./state.js";

/** A state as it is stored: text, so that the server makes no fields of it. */
interface Stored {
  readonly _seq_no: number;
  readonly _primary_term: number;
  readonly _source: { readonly token: string; readonly state: string };
}

interface Known {
  readonly state: LedgerState;
  readonly token: string;
  readonly sequence: { readonly if_seq_no: number; readonly if_primary_term: number };
}

/** A step from one state to the next. `null` for the next leaves it as it is. */
type Step<T> = (state: LedgerState) => { readonly next: LedgerState | null; readonly result: T };

interface Waiting {
  readonly step: Step<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Writers that come between before a change is given up. */
const maxConflicts = 500;

/** The state of a collection, read and changed atomically: the transactions of an engine without transactions. */
export class Ledger {
  readonly #connection: Connection;
  readonly #index: string;
  readonly #name: string;
  #waiting: Waiting[] = [];
  #isChanging = false;
  /** The last state that this process read or wrote: a change starts from it, and reads again when it is outdated. */
  #last: Known | null = null;

  constructor(connection: Connection, { index, name }: { readonly index: string; readonly name: string }) {
    this.#connection = connection;
    this.#index = index;
    this.#name = name;
  }

  /** The latest state, `null` where there is no collection. Of the moment, not of the last refresh. */
  async find(signal?: AbortSignal): Promise<LedgerState | null> {
    return (await this.#known(signal))?.state ?? null;
  }

  /** @throws {@link IndexError} `index-missing` */
  async read(signal?: AbortSignal): Promise<LedgerState> {
    const state = await this.find(signal);
    if (state === null) throw this.missing();
    return state;
  }

  /** Stores the first state. Whether it was this call that did. */
  async create(state: LedgerState): Promise<boolean> {
    const token = randomUUID();
    try {
      await this.#put({ state, token }, { op_type: "create" });
      return true;
    } catch (error) {
      if (statusOf((error as Error).cause) !== 409) throw error;
      // Of two calls one was first; of one call that was sent twice, both were.
      return (await this.#known())?.token === token;
    }
  }

  /**
   * Changes the state atomically and durably. Steps of several calls may share one write, and a step may run several times: it
   * must depend on nothing but the state, and recognise a state that already has its change, since the answer of a
   * write may have been lost.
   *
   * @throws {@link IndexError} `index-missing`
   */
  async change<T>(step: Step<T>): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      this.#waiting.push({ step, resolve, reject });
    });
    void this.#changeAll();
    return result;
  }

  missing(): IndexError {
    return new IndexError("index-missing", `There is no index at ${this.#name}.`, {
      hint: "Index documents first.",
      data: { index: this.#name },
    });
  }

  async #changeAll(): Promise<void> {
    if (this.#isChanging) return;
    this.#isChanging = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0);
      try {
        const results = await this.#apply(together.map(({ step }) => step));
        for (const [at, { resolve }] of together.entries()) resolve(results[at] as never);
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.#isChanging = false;
  }

  async #apply(steps: readonly Step<unknown>[]): Promise<unknown[]> {
    for (let conflicts = 0; conflicts < maxConflicts; conflicts += 1) {
      const cached = this.#last;
      const known = cached ?? (await this.#known());
      if (known === null) throw this.missing();
      let { state } = known;
      const results = steps.map((step) => {
        const { next, result } = step(state);
        state = next ?? state;
        return result;
      });
      if (state === known.state) {
        if (cached === null) return results;
        // Perhaps only because others changed it since.
        this.#last = null;
        continue;
      }
      const token = randomUUID();
      try {
        const { _seq_no, _primary_term } = await this.#put({ state, token }, known.sequence);
        this.#last = { state, token, sequence: { if_seq_no: _seq_no, if_primary_term: _primary_term } };
        return results;
      } catch (error) {
        this.#last = null;
        if (statusOf((error as Error).cause) !== 409) throw error;
        // The write may be ours: sent again after its answer was lost.
        if ((await this.#known())?.token === token) return results;
      }
    }
    throw new RagstoneError("service-failed", `Other writers of ${this.#name} never left a moment for this one.`, {
      hint: "Try again with fewer writers.",
    });
  }

  async #known(signal?: AbortSignal): Promise<Known | null> {
    const stored = await this.#connection.find<Stored>({ method: "GET", path: `/${this.#index}/_doc/ledger`, signal });
    if (stored === null) return null;
    const { token, state } = stored._source;
    const parsed = JSON.parse(state) as LedgerState;
    if (parsed.version > ledgerVersion)
      throw new IndexError(
        "index-newer",
        `The index ${this.#name} has version ${parsed.version}; this version of Ragstone knows up to ${ledgerVersion}.`,
        { hint: "Upgrade Ragstone.", data: { index: this.#name, version: parsed.version } },
      );
    const sequence = { if_seq_no: stored._seq_no, if_primary_term: stored._primary_term };
    return (this.#last = { state: parsed, token, sequence });
  }

  async #put(
    { state, token }: { readonly state: LedgerState; readonly token: string },
    query: Readonly<Record<string, string | number>>,
  ): Promise<Pick<Stored, "_seq_no" | "_primary_term">> {
    return this.#connection.call({
      method: "PUT",
      path: `/${this.#index}/_doc/ledger`,
      query,
      body: { token, state: JSON.stringify(state) },
    });
  }
}
