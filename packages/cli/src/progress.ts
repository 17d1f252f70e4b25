import { escapeControls, type OnEvent, type RagstoneEvent } from "@ragstone/core";
import type { Terminal } from "./terminal.js";

const width = 24;
const redrawMs = 80;
/** Shorter pauses before another attempt are only reported with --verbose. */
const toldRetryMs = 3000;

/** Draws a bar with the time left on a terminal; in a pipe it is silent, but for failures when verbose. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #startedMs = performance.now();
  #total = 0;
  #done = 0;
  #drawnMs = 0;
  #drawn = false;
  #noted: string | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  readonly onEvent: OnEvent = (event) => {
    if (event.type === "walk-ended") this.#total = event.files;
    if (settles(event)) this.#done += 1;
    const notice = noteOf(event);
    // Many requests meet the same trouble at once: once is enough.
    if (notice !== null && notice.about !== this.#noted) this.note(notice.message);
    this.#noted = notice?.about ?? this.#noted;
    if (this.#terminal.verbose) this.#log(event);
    else this.#draw();
  };

  /** Prints a line without breaking the bar. */
  note(message: string): void {
    if (this.#terminal.quiet) return;
    this.clear();
    // In a pipe, a break would become a part of the answer.
    if (this.#terminal.outputIsTerminal) this.#terminal.endLine();
    this.#terminal.err(`${this.#terminal.styleErr("yellow", "note:")} ${escapeControls(message)}\n`);
  }

  clear(): void {
    if (this.#drawn) this.#terminal.err("\r\u001B[K");
    this.#drawn = false;
  }

  #draw(): void {
    const now = performance.now();
    if (!this.#terminal.interactive || this.#total === 0 || now - this.#drawnMs < redrawMs) return;
    this.#drawnMs = now;
    this.#drawn = true;
    const share = Math.min(1, this.#done / this.#total);
    const filled = Math.round(share * width);
    const elapsed = now - this.#startedMs;
    const left = share > 0.02 ? ` · ${seconds((elapsed * (1 - share)) / share)} left` : "";
    this.#terminal.err(
      `\r\u001B[K${"█".repeat(filled)}${"░".repeat(width - filled)} ${this.#done}/${this.#total} files${left}`,
    );
  }

  #log(event: RagstoneEvent): void {
    const line = logLine(event);
    if (line !== null) this.#terminal.err(`${line}\n`);
  }
}

/** Notices shown without being requested, above all the reason for a pause. */
function noteOf(event: RagstoneEvent): { readonly message: string; readonly about: string } | null {
  switch (event.type) {
    case "notice-raised":
      return { message: event.message, about: event.message };
    case "endpoint-waited": {
      const message = `${event.endpoint} is not ready (${event.reason}); waiting ${seconds(event.delayMs)}`;
      return { message, about: message };
    }
    case "limit-waited":
      return {
        message: `the limit of ${event.limit.replaceAll("-", " ")} is reached; waiting ${seconds(event.delayMs)}`,
        about: event.limit,
      };
    case "request-retried":
      return event.delayMs >= toldRetryMs
        ? { message: `${event.reason} Trying again in ${seconds(event.delayMs)}`, about: event.reason }
        : null;
    default:
      return null;
  }
}

function settles({ type }: RagstoneEvent): boolean {
  return (
    type === "document-indexed" ||
    type === "document-unchanged" ||
    type === "document-moved" ||
    type === "document-elsewhere" ||
    type === "document-failed"
  );
}

function logLine(event: RagstoneEvent): string | null {
  switch (event.type) {
    case "file-ignored":
      return `ignored    ${escapeControls(event.path)}  ${event.reason}`;
    case "document-failed":
      return `failed     ${escapeControls(event.path)}  ${event.reason}: ${escapeControls(event.detail)}`;
    case "document-unchanged":
      return `unchanged  ${escapeControls(event.path)}`;
    case "document-indexed":
      return `indexed    ${escapeControls(event.path)}  ${event.chunks} chunks`;
    case "document-moved":
      return `moved      ${escapeControls(event.from)} -> ${escapeControls(event.path)}`;
    case "document-elsewhere":
      return `elsewhere  ${escapeControls(event.path)}`;
    case "document-removed":
      return `removed    ${escapeControls(event.path)}`;
    case "stage-timed":
      return `stage      ${event.stage} ${seconds(event.elapsedMs)}`;
    case "request-retried":
      return event.delayMs >= toldRetryMs
        ? null
        : `retry      ${escapeControls(event.reason)}, attempt ${event.attempt} in ${seconds(event.delayMs)}`;
    default:
      return null;
  }
}

/** `0.8 s`, `12 s`, `3 min 5 s`. */
export function seconds(ms: number): string {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
