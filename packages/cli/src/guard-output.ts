import { exitCode } from "./exit-code.js";

/** Errors of a stream without a reader. */
const closedCodes = new Set(["EPIPE", "EOF", "ECONNRESET", "ERR_STREAM_DESTROYED"]);

/** Watches the state of the process's output. */
export interface OutputGuard {
  /** Waits until the output is written; one that could not be is reported, and the process ends with 1. */
  settle(): Promise<void>;
}

/**
 * Keeps closed or failing output from interrupting the work. A reader that has seen enough, such as `head`, closes the
 * pipe: that is no failure. A full disk is one.
 */
export function guardOutput(): OutputGuard {
  let failure: NodeJS.ErrnoException | null = null;
  let closed = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (closedCodes.has(error.code ?? "")) closed = true;
    else if (!closed) failure ??= error;
  });
  // If standard error fails, no output is left for a report.
  process.stderr.on("error", () => {});
  return {
    async settle() {
      await new Promise<void>((resolve) => void process.stdout.write("", () => resolve()));
      if (failure === null) return;
      process.stderr.write(`error: Standard output cannot be written: ${failure.message}\n`);
      process.exitCode = exitCode.unexpected;
    },
  };
}
