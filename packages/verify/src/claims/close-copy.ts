import type { ClaimProblem } from "@ragstone/core";
import { alignWords, type AlignedWord } from "./align-words.js";
import { areOpposites } from "./are-opposites.js";
import { renameOf, type Comparison, type CopyContext } from "./renamed-phrase.js";
import {
  carries,
  isSameWord,
  opposed,
  statementOf,
  substitutionAt,
  type Phrase,
  type Substitution,
} from "./substitution.js";

/** Share of the content words of a statement that a close copy has of its quotes, in their order. */
const leastCopied = 0.6;
/** And how many. */
const leastShared = 2;
/** Longest stretch of the quotes that is compared. */
const mostWords = 500;
/** Longest statement that is compared. */
const longestStatement = 100;

/** With one of these among the differences an opposite may say the same. */
const turning = /^(?:not|no|never|nor|neither|none|cannot|only|more|less|least|fewer|without|\p{L}+n['’]t)$/u;

/**
 * What a claim changes that is nearly a copy of its quotes: another thing at the place of one, two things exchanged, or
 * the opposite of one word. Two changes that turn a statement around cancel out. `null` if it changes nothing, or is no copy.
 */
export function changedCopy(claim: string, quotes: string, context: CopyContext): ClaimProblem | null {
  const parts = partsOf(statementOf(claim)).filter(({ length }) => length > leastShared && length <= longestStatement);
  if (parts.length === 0) return null;
  const quoted = statementOf(quotes).slice(0, mostWords);
  for (const part of parts) {
    const problem = changeOf(part, quoted, context);
    if (problem !== null) return problem;
  }
  return null;
}

function changeOf(
  part: readonly AlignedWord[],
  quoted: readonly AlignedWord[],
  context: CopyContext,
): ClaimProblem | null {
  const aligned = alignWords(part, quoted, isSameWord);
  const substitutions = aligned.differences.flatMap((one) => substitutionAt(one, part, quoted));
  const closeness = closenessOf({ part, quoted, aligned, substitutions }, context);
  if (closeness === null) return null;
  const exchanged = substitutions.filter((one) =>
    substitutions.some((twin) => twin !== one && areExchanged(one, twin)),
  );
  const turned = substitutions.filter((one) => !exchanged.includes(one) && isOpposite(one));
  for (const one of substitutions) {
    if (exchanged.includes(one) || turned.includes(one)) continue;
    const problem = renameOf(one, { part, quoted }, closeness === "exact", context);
    if (problem !== null) return problem;
  }
  const turns = turned.length + exchanged.length / 2;
  if (turns % 2 === 0 || context.isReversed) return null;
  if (exchanged.length > 0) return "attachment-mismatch";
  const others = aligned.differences.flatMap(({ own, other }) => [...part.slice(...own), ...quoted.slice(...other)]);
  const isOpposed = ({ folded }: AlignedWord): boolean =>
    turned.some(
      ({ own, other }) =>
        own.content.length === 0 && [...own.before, ...other.before].some((word) => word.folded === folded),
    );
  return others.some((word) => turning.test(word.folded) && !isOpposed(word)) ? null : "direction-mismatch";
}

/** Whether a statement has most words of its quotes in their order, and little else; `exact`: nothing but what it replaces. */
function closenessOf(
  { part, quoted, aligned, substitutions }: Comparison,
  { context }: CopyContext,
): "exact" | "close" | null {
  const known = new Set(quoted.map(({ stem }) => stem));
  const replaced = new Set(substitutions.flatMap(({ own }) => own.content));
  const copied = new Set(aligned.pairs.map(([at]) => part[at]!));
  const shared = part.filter((word) => carries(word) && copied.has(word)).length;
  const others = part.filter((word) => carries(word) && !copied.has(word) && !replaced.has(word));
  const added = others.filter(({ stem }) => !known.has(stem) && !context().has(stem)).length;
  const content = shared + replaced.size + added;
  if (shared < leastShared || shared < content * leastCopied || added > Math.max(1, content * 0.15)) return null;
  return added === 0 && substitutions.length === 1 ? "exact" : "close";
}

function areExchanged(one: Substitution, twin: Substitution): boolean {
  const isPlain = one.own.content.length === 0;
  if (isPlain !== (twin.own.content.length === 0)) return false;
  if (isPlain)
    return (
      isOpposite(one) &&
      isOpposite(twin) &&
      one.own.before.some(({ folded }) => twin.other.before.some((word) => word.folded === folded))
    );
  const covers = (left: Phrase, right: Phrase): boolean =>
    left.content.some((word) => right.content.some((other) => word.stem === other.stem));
  return covers(one.own, twin.other) && covers(one.other, twin.own);
}

function isOpposite({ own, other }: Substitution): boolean {
  const [one, two] = [own.content, other.content];
  if (one.length === 0) return opposed(own.before, other.before);
  return one.length === 1 && two.length === 1 && (areOpposites(one[0]!, two[0]!) || isDenial(one[0]!, two[0]!));
}

/** "paid" and "unpaid", "stop" and "nonstop". */
function isDenial({ folded }: AlignedWord, other: AlignedWord): boolean {
  const [short, long] = folded.length < other.folded.length ? [folded, other.folded] : [other.folded, folded];
  return long.endsWith(short) && /^(?:un|non|in|im|ir|dis)$/u.test(long.slice(0, long.length - short.length));
}

/** The whole claim, and its clauses if it has several. */
function partsOf(claim: readonly AlignedWord[]): (readonly AlignedWord[])[] {
  const starts = claim.flatMap(({ startsClause }, at) => (startsClause ? [at] : []));
  const clauses = starts.map((start, at) => claim.slice(start, starts[at + 1] ?? claim.length));
  return starts.length > 1 ? [claim, ...clauses] : [claim];
}
