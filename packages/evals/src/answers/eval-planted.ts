import { hasPassed } from "@ragstone/core";
import { verifyAnswer } from "@ragstone/verify";
import { splitUnits } from "@ragstone/verify/internal";
import { plantErrors, restate } from "./plant-errors.js";
import { pick, random } from "./random.js";
import type { EvalDocument, EvalQuestion, QuestionCollection } from "./read-questions.js";
import { namesOf } from "./swap-terms.js";

/** Whether verification classified one claim correctly. */
export interface PlantedOutcome {
  readonly measure: string;
  readonly right: boolean;
  /** The checked claim, for inspecting failures. */
  readonly answer: string;
}

/** A statement that is known to be true or false. */
interface Statement {
  readonly measure: string;
  readonly expected: boolean;
  readonly claim: string;
  readonly quote: string;
  /** Number of the source that the quote is said to come from. @defaultValue 1 */
  readonly source?: number;
}

interface Surroundings {
  readonly documents: readonly EvalDocument[];
  readonly document: EvalDocument;
  /** The second source. */
  readonly other: EvalDocument;
  readonly next: () => number;
}

/**
 * Verifies statements that are known to be true or false: sentences of the documents as they are, restated, with an
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
    const around = { documents, document, other, next };
    for (const statement of [...answerStatements(document, questions), ...sentenceStatements(around)]) {
      const { measure, expected, claim, quote, source = 1 } = statement;
      const answer = `${claim} [${source}: "${quote}"]`;
      const { claims } = verifyAnswer({ text: answer, sources });
      outcomes.push({ measure, right: claims.every(hasPassed) === expected, answer });
    }
  }
  return outcomes;
}

/** True statements made of a question and its answer. */
function answerStatements(document: EvalDocument, questions: readonly EvalQuestion[]): Statement[] {
  return questions.flatMap(({ question, path, answers: [answer] }) => {
    const rest = path === document.path ? /^Who (\p{Ll}[^?]*)\?$/u.exec(question)?.[1] : undefined;
    if (rest === undefined || answer === undefined || /^(?:did|does|do|was|is|were|are)\b/u.test(rest)) return [];
    const measure = "true claims made of question and answer, the paragraph as quote: passed";
    const claim = `${answer.text.replace(/[.,;]$/u, "")} ${rest}.`;
    return [{ measure, expected: true, claim, quote: document.text }];
  });
}

function sentenceStatements(around: Surroundings): Statement[] {
  const { documents, document, other, next } = around;
  const strangers = documents.filter(({ group }) => group !== document.group);
  const foreignNames = namesOf(pick(strangers, next)?.text ?? "");
  const sentences = splitUnits(document.text)
    .filter((unit) => unit.kind === "sentence")
    .map((unit) => document.text.slice(unit.start, unit.end))
    .filter((sentence) => /^\p{Lu}.*[.]$/su.test(sentence) && sentence.length < 400);
  return sentences.flatMap((sentence, place) => {
    const restated = restate(sentence);
    const own = document.text + other.text;
    return [
      { measure: "true claims unchanged: passed", expected: true, claim: sentence, quote: sentence },
      ...(restated === null
        ? []
        : [{ measure: "true claims restated: passed", expected: true, claim: restated, quote: sentence }]),
      ...plantErrors(sentence, own, foreignNames, next).map(({ kind, claim }) => ({
        measure: `planted ${kind}: caught`,
        expected: false,
        claim,
        quote: sentence,
      })),
      ...quoteStatements(sentence, sentences[place + 2], around),
    ];
  });
}

/** A true sentence with quotes that do not prove it. */
function quoteStatements(
  claim: string,
  partner: string | undefined,
  { documents, document, other, next }: Surroundings,
): Statement[] {
  const words = claim.split(" ");
  const middle = Math.floor(words.length / 2);
  const changed = words.with(middle, words[middle] === "entirely" ? "wholly" : "entirely").join(" ");
  const unused = documents.filter((one) => one !== document && one !== other);
  const parts = pick(unused, next)?.text.split(/(?<=\.) /u) ?? [];
  const foreign = pick(
    parts.filter((part) => part.trim() !== ""),
    next,
  );
  const statements: Statement[] = [
    { measure: "invented quote: caught", expected: false, claim, quote: changed },
    { measure: "quote of no source: caught", expected: false, claim, quote: foreign ?? "Nobody wrote this." },
    { measure: "quote of another source: caught", expected: false, claim, quote: claim, source: 2 },
  ];
  if (partner !== undefined && words.length > 8) {
    const stitched = `${words.slice(0, words.length / 2).join(" ")} ${partner.split(" ").slice(-5).join(" ")}`;
    statements.push({ measure: "stitched quote: caught", expected: false, claim, quote: stitched });
  }
  return statements;
}
