import { stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { escapeControls, InvalidOptionError, isVolumePath, type Answer } from "@ragstone/core";
import type { AskOptions, Ragstone } from "@ragstone/engine";
import { exitCodeOfAnswer } from "../exit-code.js";
import { openExisting, openFolder } from "../open-from-flags.js";
import { optionsOf, type Flags } from "../options/settings.js";
import { Progress } from "../progress.js";
import { renderAnswerNotes, renderAnswerText, renderRefusal } from "../render/answer.js";
import { runCommand, type CommandContext } from "../run-command.js";
import { bringUpToDate } from "./bring-up-to-date.js";

/** `ragstone ask QUESTION [FOLDER]` */
export function askCommand(given: string | undefined, givenFolder: string | undefined, flags: Flags): Promise<void> {
  return runCommand(flags, async (context) => {
    const { terminal, signal } = context;
    const { question, folder } = await readArguments(given, givenFolder);
    const progress = new Progress(terminal);
    const questionText =
      question === "-" ? (await (await import("node:stream/consumers")).text(process.stdin)).trim() : question;
    const request = { flags, folder, onEvent: progress.onEvent };
    const { rag, settings } = folder === undefined ? await openExisting(request) : await openFolder(request);
    await using opened = rag;
    await bringUpToDate(opened, { sync: flags.sync !== false, progress, signal });
    const options = { ...optionsOf("ask", settings), signal };
    // Quotes come at once, and their key sentences are known only with the answer.
    const isQuoting = (settings.generator ?? "extractive") === "extractive";
    const stream = flags.stream ?? (isQuoting && terminal.outputIsTerminal ? false : undefined);
    if (questionText === undefined && process.stdin.isTTY && !terminal.json) {
      const { converse } = await import("./converse.js");
      return await converse(opened, options, context, (text, options) =>
        showAnswer(opened, text, options, { terminal, stream }),
      );
    }
    if (questionText === undefined)
      throw new InvalidOptionError(
        "QUESTION",
        given,
        "a question",
        "Ask with: ragstone ask QUESTION [FOLDER]. Without a question, a conversation starts on a terminal.",
      );
    const answer = await showAnswer(opened, questionText, options, { terminal, stream });
    if (flags.html !== undefined) await writePage(opened, answer, flags.html);
    return exitCodeOfAnswer(answer);
  });
}

interface Asked {
  readonly question: string | undefined;
  readonly folder: string | undefined;
}

/** `ask FOLDER`: a folder in place of the question, which starts a conversation about it. */
async function readArguments(question: string | undefined, folder: string | undefined): Promise<Asked> {
  if (question === undefined || question === "-" || folder !== undefined) return { question, folder };
  const isFolder = isVolumePath(question) || (await stat(question).catch(() => null))?.isDirectory() === true;
  return isFolder ? { question: undefined, folder: question } : { question, folder };
}

/** Asks, printing as the flags have it. */
async function showAnswer(
  rag: Ragstone,
  question: string,
  options: AskOptions,
  { terminal, stream }: Pick<CommandContext, "terminal"> & Pick<Flags, "stream">,
): Promise<Answer> {
  if (terminal.json && stream !== true) {
    const answer = await rag.ask(question, options);
    terminal.out(`${JSON.stringify(answer)}\n`);
    return answer;
  }
  const streaming = stream !== false && !terminal.json;
  let printed = false;
  let reasoning = false;
  for await (const part of rag.stream(question, options)) {
    if (terminal.json) terminal.out(`${JSON.stringify(part)}\n`);
    else if (part.type === "reasoning" && terminal.verbose) {
      reasoning = true;
      terminal.err(terminal.styleErr("dim", escapeControls(part.text, { keepLines: true })));
    } else if (part.type === "text" && streaming) {
      if (reasoning) terminal.err("\n");
      reasoning = false;
      printed = true;
      terminal.out(escapeControls(part.text, { keepLines: true }));
    }
    if (part.type !== "answer") continue;
    const { answer } = part;
    if (terminal.json) return answer;
    if (answer.status === "refused") terminal.out(`${printed ? "\n\n" : ""}${renderRefusal(terminal, answer)}`);
    else terminal.out(`${printed ? "" : renderAnswerText(terminal, answer)}\n\n${renderAnswerNotes(terminal, answer)}`);
    return answer;
  }
  return rag.ask(question, options);
}

async function writePage(rag: Ragstone, answer: Answer, file: string): Promise<void> {
  await writeFile(resolve(file), await rag.renderHtml(answer));
}
