import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Answer, Generator } from "@ragstone/core";
import { openRagstone } from "ragstone";

interface HandbookQuestion {
  readonly question: string;
  /** Any of these words is right; none means that the handbook has no answer. */
  readonly answers: readonly string[];
}

export interface HandbookOutcome {
  readonly measure: string;
  readonly right: boolean;
  readonly question: HandbookQuestion;
  readonly answer: Answer;
}

/**
 * Asks this project's handbook typical user questions, through the whole pipeline and with the default settings except
 * for the generator. The questions were written before their answers were looked at; half of them were held out while
 * rules were changed.
 */
export async function evalHandbook(model: string | Generator = "extractive"): Promise<HandbookOutcome[]> {
  const sets = JSON.parse(await readFile(new URL("../../data/handbook.json", import.meta.url), "utf8")) as Readonly<
    Record<"tuning" | "heldOut", readonly HandbookQuestion[]>
  >;
  const index = await mkdtemp(join(tmpdir(), "ragstone-handbook-"));
  const outcomes: HandbookOutcome[] = [];
  try {
    await using rag = await openRagstone({
      folder: fileURLToPath(new URL("../../../../docs/handbook", import.meta.url)),
      index,
      generator: model,
    });
    await rag.index();
    for (const [name, questions] of Object.entries(sets)) {
      const suffix = name === "heldOut" ? " (held out)" : "";
      for (const question of questions) {
        const answer = await rag.ask(question.question);
        const refused = answer.status === "refused";
        if (question.answers.length === 0)
          outcomes.push({ measure: `not in the handbook${suffix}: refused`, right: refused, question, answer });
        else
          outcomes.push({
            measure: `in the handbook${suffix}: answered right`,
            right: !refused && containsAny(answer, question.answers),
            question,
            answer,
          });
      }
    }
  } finally {
    await rm(index, { recursive: true });
  }
  return outcomes;
}

function containsAny({ text, citations }: Answer, answers: readonly string[]): boolean {
  const flat = (part: string): string => part.replaceAll(/\s+/gu, " ").toLowerCase();
  const said = [text, ...citations.map((citation) => citation.quote)].map(flat).join("\n");
  return answers.some((answer) => said.includes(flat(answer)));
}
