import {
  checkOptions,
  InvalidOptionError,
  optionKinds as kinds,
  type Citation,
  type Claim,
  type OptionRule,
  type OptionRulesOf,
} from "@ragstone/core";
import { SourceText } from "../quotes/source-text.js";
import { AnswerAssembler } from "./answer-assembler.js";
import { answeringUnits } from "./answering-units.js";
import type { CitedSource } from "../quotes/cited-source.js";
import { knownNames } from "../claims/known-names.js";
import { sha256Of } from "./sha256-of.js";

/** A source of an answer. */
export interface AnswerSource {
  /** The number in the answer's markers. @defaultValue its place in the list, from 1 */
  readonly id?: number | string;
  readonly text: string;
  /** @defaultValue `source-` and the number */
  readonly path?: string;
  /** Title of the document. A claim may take names, numbers and dates from it. @defaultValue none */
  readonly title?: string;
  /**
   * Headings above the text, outermost first. Citations repeat them; a claim may take names, numbers and dates from
   * them. @defaultValue none
   */
  readonly headings?: readonly string[];
}

export interface VerifyAnswerOptions {
  /** The answer as the model wrote it, with citations like `[2: "exact words"]` or `[2]`. */
  readonly text: string;
  /** The question that was answered. A claim may repeat its names. @defaultValue none */
  readonly question?: string;
  readonly sources: readonly AnswerSource[];
  /**
   * Look for the best quote of sentences that cite nothing, in answers that cite nothing at all. @defaultValue `false`
   */
  readonly attribute?: boolean;
}

/** Its range is checked with the number that it represents. */
const sourceId: OptionRule = {
  kind: "number",
  expected: "a whole number from 0 to 9999",
  check(option, value) {
    if (typeof value !== "number" && typeof value !== "string")
      throw new InvalidOptionError(option, value, "a whole number from 0 to 9999, as the markers write it");
  },
};

const rules = {
  text: { ...kinds.string(), required: true, aliases: ["answer"] },
  sources: {
    ...kinds.listOf(
      kinds.record(
        {
          id: sourceId,
          text: { ...kinds.string(), required: true, aliases: ["content", "pageContent"] },
          path: kinds.string(),
          title: kinds.string(),
          headings: kinds.listOf(kinds.string(), "a list of headings"),
        } satisfies OptionRulesOf<AnswerSource>,
        "a source { text, id?, path?, title?, headings? }",
      ),
      "a list of sources { text, id?, path?, title?, headings? }",
    ),
    required: true,
    aliases: ["documents", "contexts"],
  },
  question: kinds.string(),
  attribute: { ...kinds.boolean(), default: false },
} satisfies OptionRulesOf<VerifyAnswerOptions>;

export interface VerifiedAnswer {
  /** The answer with its markers as `[1]`; `[?]` where the quoted words are in no source. */
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly citations: readonly Citation[];
}

/**
 * Checks an answer that any chain made against the sources it was made from, without a model: every quote is looked for
 * in its source, every number, date, name, negation and comparison of a claim in its quotes. Takes about a millisecond
 * per claim, in Node, browsers and edge runtimes alike.
 *
 * @throws {@link InvalidOptionError} for an option that does not exist or has a value that is not allowed, and if two
 * sources share an id, or an id is no whole number from 0 to 9999
 *
 * @example
 * ```ts
 * const { claims } = verifyAnswer({
 *   text: 'Keys rotate every 60 days [1: "Keys rotate every 30 days"].',
 *   sources: [{ text: "Keys rotate every 30 days." }],
 * });
 * claims[0]?.problems; // ["number-mismatch"]
 * ```
 */
export function verifyAnswer(options: VerifyAnswerOptions): VerifiedAnswer {
  const { text, question, sources, attribute = false } = checkOptions(rules, options);
  const cited = numbered(sources);
  const assembler = new AnswerAssembler({
    sources: cited,
    policy: "mark",
    attribute,
    knownNames: knownNames(cited),
    question,
  });
  assembler.push(text);
  assembler.finish();
  const { text: shown, claims, citations } = assembler.result();
  return { text: shown, claims, citations };
}

function numbered(sources: readonly AnswerSource[]): CitedSource[] {
  const seen = new Set<number>();
  return sources.map((source, at) => {
    const number = Number(source.id ?? at + 1);
    if (!Number.isInteger(number) || number < 0 || number > 9999)
      throw new InvalidOptionError("sources[].id", source.id, "a whole number from 0 to 9999, as the markers write it");
    if (seen.has(number)) throw new InvalidOptionError("sources[].id", source.id, "a number that no other source has");
    seen.add(number);
    return {
      number,
      origin: "file",
      path: source.path ?? `source-${number}`,
      sha256: sha256Of(source.text),
      document: new SourceText(source.text),
      passage: { start: 0, end: source.text.length },
      units: answeringUnits({ text: source.text, start: 0 }),
      headingsOf: () => source.headings ?? [],
      pagesOf: () => ({ pages: [] }),
      context: [source.title ?? "", ...(source.headings ?? [])].join("\n").trim(),
    };
  });
}
