import { verifyAnswer } from "@ragstone/verify";
import { splitUnits } from "@ragstone/verify/internal";
import { plantErrors, restate } from "./plant-errors.js";
import { pick, random } from "./random.js";
import type { QuestionCollection } from "./read-questions.js";
import { namesOf } from "./swap-terms.js";

/** Whether verification told one claim right. */
export interface PlantedOutcome {
  readonly measure: string;
  readonly right: boolean;
  /** What was checked, for reading the ones that went wrong. */
  readonly answer: string;
}

/**
 * Verifies statements that are known to be true or false: sentences of the documents as they stand, restated, with an
 * error planted, and with quotes that are invented, from another source, or put together. No model takes part.
 */
export function evalPlanted({
  documents,
  questions,
}: Pick<QuestionCollection, "documents" | "questions">): PlantedOutcome[] {
  const outcomes: PlantedOutcome[] = [];
  const next = random(11);
  for (const [at, document] of documents.entries()) {
    const other = documents[(at + 7) % documents.length]!;
    const sources = [{ text: document.text }, { text: other.text }];
    const check = (measure: string, expected: boolean, claim: string, quote: string, source = 1): void => {
      const answer = `${claim} [${source}: "${quote}"]`;
      const { claims } = verifyAnswer({ text: answer, sources });
      outcomes.push({ measure, right: claims.every((claim) => claim.verdict === "supported") === expected, answer });
    };
    const foreignNames = namesOf(
      pick(
        documents.filter(({ group }) => group !== document.group),
        next,
      )?.text ?? "",
    );
    const sentences = splitUnits(document.text)
      .filter((unit) => unit.kind === "sentence")
      .map((unit) => document.text.slice(unit.start, unit.end))
      .filter((sentence) => /^\p{Lu}.*[.]$/su.test(sentence) && sentence.length < 400);
    for (const { question, path, answers } of questions) {
      const rest = path === document.path ? /^Who (\p{Ll}[^?]*)\?$/u.exec(question)?.[1] : undefined;
      const answer = answers[0];
      if (rest !== undefined && answer !== undefined && !/^(?:did|does|do|was|is|were|are)\b/u.test(rest))
        check(
          "true claims made of question and answer, the paragraph as quote: passed",
          true,
          `${answer.text.replace(/[.,;]$/u, "")} ${rest}.`,
          document.text,
        );
    }
    for (const [place, sentence] of sentences.entries()) {
      check("true claims as they stand: passed", true, sentence, sentence);
      const restated = restate(sentence);
      if (restated !== null) check("true claims restated: passed", true, restated, sentence);
      for (const { kind, claim } of plantErrors(sentence, document.text + other.text, foreignNames, next))
        check(`planted ${kind}: caught`, false, claim, sentence);
      const words = sentence.split(" ");
      const changed = words
        .map((word, index) =>
          index === Math.floor(words.length / 2) ? (word === "entirely" ? "wholly" : "entirely") : word,
        )
        .join(" ");
      check("invented quote: caught", false, sentence, changed);
      const foreign =
        pick(
          pick(
            documents.filter((one) => one !== document && one !== other),
            next,
          )
            ?.text.split(/(?<=\.) /u)
            .filter((part) => part.trim() !== "") ?? [],
          next,
        ) ?? "Nobody wrote this.";
      check("quote of no source: caught", false, sentence, foreign);
      check("quote of another source: caught", false, sentence, sentence, 2);
      const partner = sentences[place + 2];
      if (partner !== undefined && words.length > 8)
        check(
          "stitched quote: caught",
          false,
          sentence,
          `${words.slice(0, words.length / 2).join(" ")} ${partner.split(" ").slice(-5).join(" ")}`,
        );
    }
  }
  return outcomes;
}
