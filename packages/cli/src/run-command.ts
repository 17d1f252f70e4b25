import { escapeControls, isRagstoneError, RagstoneError, type RemoteError } from "@ragstone/core";
import { failureOf } from "@ragstone/engine/internal";
import { InterruptedError } from "@ragstone/engine";
import { inCommandWords } from "./command-words.js";
import { exitCode, exitCodeOfError } from "./exit-code.js";
import { misspelledVariables, readVariables } from "./options/read-variables.js";
import { startTelemetry, type EndTelemetry } from "./telemetry.js";
import { createTerminal, type Terminal, type TerminalOptions } from "./terminal.js";

export interface CommandContext {
  readonly terminal: Terminal;
  /** Fires at the first Ctrl-C or SIGTERM; a second one ends the process at once, whatever it does. */
  readonly signal: AbortSignal;
  /** Does what Ctrl-C does, for a command that reads the keyboard itself. */
  readonly interrupt: () => void;
}

/** Runs a command's body: passes it a terminal and a signal, and turns its errors into a message and an exit code. */
export async function runCommand(
  options: TerminalOptions & { readonly telemetry?: boolean },
  body: (context: CommandContext) => Promise<number>,
): Promise<void> {
  const terminal = createTerminal(options);
  if (!terminal.quiet)
    for (const warning of misspelledVariables(process.env))
      terminal.err(`${terminal.styleErr("yellow", "warning:")} ${escapeControls(warning)}\n`);
  const controller = new AbortController();
  const stopListening = () => {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  };
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    // Without listeners the system ends the process at the next signal, even while code keeps the event loop.
    stopListening();
    controller.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  let endTelemetry: EndTelemetry | null = null;
  try {
    if (options.telemetry ?? readVariables(process.env).telemetry === true)
      endTelemetry = await startTelemetry({ environment: process.env, onProblem: problemsOn(terminal) });
    process.exitCode = await body({ terminal, signal: controller.signal, interrupt });
  } catch (error) {
    process.exitCode = reportError(terminal, error, controller.signal.aborted);
  } finally {
    await endTelemetry?.({ interrupted: controller.signal.aborted });
    stopListening();
  }
}

function problemsOn(terminal: Terminal): (message: string) => void {
  return (message) => {
    if (terminal.quiet) return;
    terminal.endLine();
    const warning = terminal.styleErr("yellow", "warning:");
    terminal.err(`${warning} Telemetry: ${escapeControls(message)}\n`);
  };
}

/** Prints an error as the contract has it and gives the exit code. */
export function reportError(terminal: Terminal, error: unknown, aborted = false): number {
  const known = asRagstoneError(error, aborted);
  const { message, hint } = inCommandWords(known);
  const requestId = known.name === "RemoteError" ? (known as RemoteError).requestId : null;
  if (terminal.json) {
    const { code } = known;
    terminal.out(`${JSON.stringify({ error: { code, message, hint, requestId: requestId ?? undefined } })}\n`);
  } else {
    terminal.endLine();
    terminal.err(`${terminal.styleErr("red", "error:")} ${escapeControls(message)}\n${escapeControls(hint)}\n`);
    if (requestId !== null) terminal.err(`Request id: ${escapeControls(requestId)}\n`);
    if (terminal.verbose && known.cause instanceof Error) terminal.err(`${renderStack(known.cause)}\n`);
  }
  return exitCodeOfError(known);
}

/** One line for the message, which may quote a file name, and one for each frame. */
function renderStack({ stack, message }: Error): string {
  return (stack ?? message)
    .split("\n    at ")
    .map((line) => escapeControls(line))
    .join("\n    at ");
}

function asRagstoneError(error: unknown, aborted: boolean): RagstoneError {
  if (isRagstoneError(error) && (!aborted || error instanceof InterruptedError)) return error;
  if (aborted) return new Interrupted();
  return failureOf(error);
}

class Interrupted extends RagstoneError {
  override readonly name = "InterruptedError";
  constructor() {
    super("interrupted", "Interrupted.", { hint: "Nothing that was committed before is lost." });
  }
}
