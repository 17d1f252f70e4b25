import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { IndexError } from "@ragstone/core";
import type { Catalogue, WriterNote } from "./catalogue.js";

/** A writer that has not been heard of for so long has ended. */
const leaseMs = 60_000;
const renewMs = 15_000;

/**
 * A note in the index that it is being written, renewed while it is. The service has no locks: two writers that begin in
 * the same moment may both go on until one of them reads the other's note, at the latest after 15 seconds.
 */
export class WriterLock {
  readonly #catalogue: Catalogue;
  readonly #name: string;
  readonly #writer = randomUUID();
  #timer: NodeJS.Timeout | undefined;
  #lostTo: WriterNote | null = null;

  private constructor(catalogue: Catalogue, name: string) {
    this.#catalogue = catalogue;
    this.#name = name;
  }

  /**
   * @returns the lock, and whether rows of an unfinished commit may be in the index
   * @throws {@link IndexError} `index-locked` naming the writer
   */
  static async take(
    catalogue: Catalogue,
    name: string,
  ): Promise<{ readonly lock: WriterLock; readonly isDirty: boolean }> {
    const lock = new WriterLock(catalogue, name);
    const before = await catalogue.writer();
    if (before !== null && isAlive(before)) throw locked(name, before);
    const isDirty = before !== null && (before.isDirty || !before.isClosed);
    await catalogue.writeWriter(lock.#note({ isDirty, isClosed: false }));
    const after = await catalogue.writer();
    if (after !== null && after.writer !== lock.#writer) throw locked(name, after);
    lock.#timer = setInterval(() => void lock.#renew(isDirty), renewMs).unref();
    return { lock, isDirty };
  }

  /** @throws {@link IndexError} `index-locked` when another process took it over */
  check(): void {
    if (this.#lostTo !== null) throw locked(this.#name, this.#lostTo);
  }

  /** Gives the index to the next writer. If the service is away, that one waits until the lease ends. */
  async release(isDirty: boolean, signal?: AbortSignal): Promise<void> {
    clearInterval(this.#timer);
    if (this.#lostTo !== null) return;
    await this.#catalogue.writeWriter(this.#note({ isDirty, isClosed: true }), { signal }).catch(() => {});
  }

  #note(facts: Pick<WriterNote, "isDirty" | "isClosed">): WriterNote {
    return { writer: this.#writer, host: hostname(), pid: process.pid, atMs: Date.now(), ...facts };
  }

  /** A renewal that fails is made good by the next: the lease lasts for several. */
  async #renew(isDirty: boolean): Promise<void> {
    try {
      const note = await this.#catalogue.writer();
      if (note !== null && note.writer !== this.#writer) {
        this.#lostTo = note;
        clearInterval(this.#timer);
      } else await this.#catalogue.writeWriter(this.#note({ isDirty, isClosed: false }));
    } catch {
      // Said by the next call that writes, if the service stays away.
    }
  }
}

function isAlive({ isClosed, atMs, host, pid }: WriterNote): boolean {
  if (isClosed || Date.now() - atMs > leaseMs) return false;
  return host !== hostname() || isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function locked(name: string, { host, pid }: WriterNote): IndexError {
  return new IndexError("index-locked", `The index ${name} is being written by process ${pid} on ${host}.`, {
    hint: "Wait until that has ended; a process that was killed is forgotten after a minute.",
    data: { index: name, host, pid },
  });
}
