import { documentName, escapeControls } from "@ragstone/core";
import type { VerifyReport } from "@ragstone/engine";

type Checked = VerifyReport["citations"][number];

/** A saved answer with its citations that no longer agree with the files. */
export interface CheckedAnswer {
  readonly file: string;
  /** The question, or the name of the file where the answer has none. */
  readonly question: string;
  readonly citations: readonly Checked[];
  readonly failed: readonly FailedCitation[];
}

/** A citation whose words changed or whose document is gone. */
interface FailedCitation {
  readonly id: Checked["id"];
  readonly state: Checked["state"];
  readonly path: string;
  /** The claim, the words that it quotes, and the sentence that replaced them. */
  readonly lines: readonly string[];
}

/** Joins a saved answer with the outcome of its check. */
export function checkedAnswer(file: string, answer: unknown, { citations }: VerifyReport): CheckedAnswer {
  const { question } = answer as { readonly question?: unknown };
  return {
    file,
    question: typeof question === "string" ? question : file,
    citations,
    failed: citations
      .filter(({ state }) => state === "changed" || state === "gone")
      .map((citation) => ({
        id: citation.id,
        state: citation.state,
        path: documentName(citation),
        lines: linesOf(citation),
      })),
  };
}

function linesOf(citation: Checked): string[] {
  const { claims, quote, changes = [{ was: quote }] } = citation;
  return [
    `[${citation.id}] ${citation.state} ${escapeControls(documentName(citation))}`,
    ...claims.map((claim) => `    claim: ${onOneLine(claim)}`),
    ...changes.flatMap(({ was, now }) => [
      `    then:  "${onOneLine(was)}"`,
      ...(now === undefined ? [] : [`    now:   "${onOneLine(now.text)}"`]),
    ]),
  ];
}

function onOneLine(text: string): string {
  return escapeControls(text.replace(/\s+/gu, " ").trim());
}
