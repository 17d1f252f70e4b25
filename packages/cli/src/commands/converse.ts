import { createInterface } from "node:readline/promises";
import { escapeControls, type Answer, type Turn } from "@ragstone/core";
import type { AskOptions, Ragstone } from "@ragstone/engine";
import { exitCode } from "../exit-code.js";
import type { CommandContext } from "../run-command.js";

/** Turns kept for follow-up questions. */
const maxTurns = 12;

type ShowAnswer = (question: string, options: AskOptions) => Promise<Answer>;

/** Questions and answers on a terminal until the input ends or the user types `exit`. */
export async function converse(
  rag: Ragstone,
  options: AskOptions,
  context: CommandContext,
  show: ShowAnswer,
): Promise<number> {
  const { terminal, signal, interrupt } = context;
  signal.throwIfAborted();
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  let open = true;
  lines.on("close", () => {
    open = false;
    terminal.err("\n");
  });
  // On a terminal the line editor reads the keyboard, Ctrl-C included.
  lines.on("SIGINT", interrupt);
  signal.addEventListener("abort", () => lines.close(), { once: true });
  const history: Turn[] = [];
  terminal.err(`Ask about ${escapeControls(rag.folder)}. An empty line or Ctrl-D ends.\n`);
  lines.setPrompt("> ");
  lines.prompt();
  for await (const line of lines) {
    const question = line.trim();
    if (question === "" || question === "exit") break;
    const answer = await show(question, { ...options, history: history.slice(-maxTurns) });
    history.push(
      { role: "user", text: question },
      { role: "assistant", text: answer.status === "answered" ? answer.text : (answer.refusal?.message ?? "") },
    );
    // Ctrl-D may have been pressed in the meantime; a prompt would wait for input that nobody reads.
    if (open) lines.prompt();
  }
  lines.close();
  return signal.aborted ? exitCode.interrupted : exitCode.done;
}
