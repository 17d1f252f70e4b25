import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { FileOutcome, SharedWork } from "@ragstone/core";
import type { WalkedFile } from "@ragstone/loaders";

/** A file that this process does. */
export interface FileToDo {
  readonly file: WalkedFile;
  /** Whether another process may have changed its document since the records were read. */
  readonly isChanged: boolean;
}

/** Files claimed at once take about so long: what a claim costs is little then, and what others wait for at the end. */
const batchMs = 500;
const maxBatch = 64;
/** Pause before files of other processes are claimed again. */
const pauseMs = 500;

/** The files of a run that several processes may do together; each file is done by one. Alone it gives out all. */
export class SharedFiles {
  readonly #work: SharedWork | null;
  readonly #onSettled: (file: WalkedFile, outcome: FileOutcome) => void;
  /** Files that another process was at. */
  #busy: WalkedFile[] = [];
  #batch = 1;

  /** @param onSettled - called for files that another process has done */
  constructor(work: SharedWork | null, onSettled: (file: WalkedFile, outcome: FileOutcome) => void) {
    this.#work = work;
    this.#onSettled = onSettled;
  }

  /** Files that are left to the next round, because another process was at them. */
  get busy(): number {
    return this.#busy.length;
  }

  /** Gives out those of the files that nobody else has. Processes begin at different places, so that they seldom meet. */
  async *claim(files: readonly WalkedFile[]): AsyncGenerator<FileToDo> {
    const work = this.#work;
    if (work === null) {
      for (const file of files) yield { file, isChanged: false };
      return;
    }
    for (let from = 0; from < files.length;) {
      const started = performance.now();
      const batch = files.slice(from, from + this.#batch);
      from += batch.length;
      const claims = await work.claim(batch);
      for (const [at, file] of batch.entries()) {
        const claim = claims[at]!;
        if (claim.kind === "busy") this.#busy.push(file);
        else if (claim.kind === "settled") this.#onSettled(file, claim.outcome);
        else yield { file, isChanged: claim.isChanged };
      }
      const isQuick = performance.now() - started < batchMs;
      this.#batch = isQuick ? Math.min(maxBatch, this.#batch * 2) : Math.max(1, Math.floor(this.#batch / 2));
    }
  }

  /** Waits a moment, and gives out again what other processes have not done since. */
  async *claimAgain(signal: AbortSignal | undefined): AsyncGenerator<FileToDo> {
    const busy = this.#busy;
    this.#busy = [];
    this.#batch = maxBatch;
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
    if (signal?.aborted !== true) yield* this.claim(busy);
  }

  /** Puts a file back whose claim was lost while it was done. */
  giveUp(file: WalkedFile): void {
    this.#busy.push(file);
  }
}

/** The files from another place on for each process. */
export function rotated<T>(files: readonly T[], name: string): T[] {
  const share = createHash("sha256").update(name).digest().readUInt32BE(0) / 2 ** 32;
  const first = Math.floor(share * files.length);
  return [...files.slice(first), ...files.slice(0, first)];
}
