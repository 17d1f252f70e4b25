import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { documentName, escapeControls } from "@ragstone/core";
import { exitCode } from "../exit-code.js";
import { count } from "../render/count.js";
import { openExisting } from "../open-from-flags.js";
import type { Flags } from "../options/settings.js";
import { checkedAnswer, type CheckedAnswer } from "../render/checked-answer.js";
import { renderJunit } from "../render/junit.js";
import { runCommand } from "../run-command.js";
import type { Terminal } from "../terminal.js";
import { findSavedAnswers } from "./find-saved-answers.js";

/** `ragstone verify FILE…` */
export function verifyCommand(targets: readonly string[], flags: Flags): Promise<void> {
  return runCommand(flags, async ({ terminal, signal }) => {
    const { answers, others, isNamed } = await findSavedAnswers(targets, process.cwd());
    const { rag } = await openExisting({ flags });
    await using opened = rag;
    const checked: CheckedAnswer[] = [];
    for (const { file, answer } of answers)
      checked.push(checkedAnswer(file, answer, await opened.verify(answer, { signal })));
    if (!terminal.quiet)
      for (const other of others) terminal.err(`${escapeControls(other)} contains no answer and is left out.\n`);
    if (flags.junit !== undefined) await writeFile(resolve(flags.junit), renderJunit(checked));
    if (terminal.json)
      terminal.out(`${JSON.stringify(isNamed ? { citations: checked[0]!.citations } : summary(checked))}\n`);
    else if (isNamed) printCitations(terminal, checked[0]!);
    else printFailed(terminal, checked);
    return checked.every(({ failed }) => failed.length === 0) ? exitCode.done : exitCode.verification;
  });
}

function summary(checked: readonly CheckedAnswer[]): object {
  return {
    answers: checked.map(({ file, question, citations }) => ({ file, question, citations })),
    total: checked.length,
    failed: checked.filter(({ failed }) => failed.length > 0).length,
  };
}

/** Every citation of one answer. */
function printCitations(terminal: Terminal, { citations, failed }: CheckedAnswer): void {
  for (const { id, origin, path, state, now } of citations) {
    const style = state === "intact" ? "green" : state === "moved" ? "yellow" : "red";
    terminal.out(
      `[${id}] ${terminal.style(style, state.padEnd(7))} ${escapeControls(documentName({ origin, path }))}${now === undefined ? "" : ` -> ${escapeControls(documentName(now))}:${now.start}-${now.end}`}\n`,
    );
    const detail = failed.find((one) => one.id === id);
    for (const line of detail?.lines.slice(1) ?? []) terminal.out(`${line}\n`);
  }
}

/** The citations of many answers that no longer agree with the files, and how many answers that makes. */
function printFailed(terminal: Terminal, checked: readonly CheckedAnswer[]): void {
  const broken = checked.filter(({ failed }) => failed.length > 0);
  for (const { file, question, failed } of broken) {
    terminal.out(
      `${terminal.style("bold", escapeControls(file))}${question === file ? "" : `: ${escapeControls(question)}`}\n`,
    );
    for (const { lines } of failed) terminal.out(`${lines.map((line) => `  ${line}`).join("\n")}\n`);
  }
  const answers = count(checked.length, "answer");
  const [agree, agreeNoLonger] = checked.length === 1 ? ["agrees", "no longer agrees"] : ["agree", "no longer agree"];
  terminal.out(
    broken.length === 0
      ? `${answers} ${agree} with the files.\n`
      : `${broken.length} of ${answers} ${agreeNoLonger} with the files.\n`,
  );
}
