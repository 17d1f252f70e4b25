import { alignSides, type Alignment, contentStems, type Clauses, type Sides } from "./clause-words.js";
import { stopWords } from "../text/stop-words.js";
import type { Word } from "../text/words.js";

const beforeNoun =
  /^(?:the|a|an|this|that|these|those|its|their|your|his|her|our|my|of|in|on|at|for|with|from|by|each|every|any|all|no|some|and|or|\d+|two|three|four|five|six|seven|eight|nine|ten)$/u;
const be = /^(?:is|are|was|were|be|been|being|gets?|got)$/u;
const participle = /(?:ed|en|wn|lt|nt|pt|ht|ld|de|id|ut|et)$/u;
/** What follows a verb with these is no object of it. */
const adverbial = /^(?:without|with|during|until|if|when|as|than|because|while)$/u;

/** A whole paragraph says too much of the same words for a comparison. */
const mostClauses = 3;

/** Who does something and to whom it is done, by the stem of the verb. */
interface Role extends Sides {
  readonly verb: string;
  readonly isPassive: boolean;
  /** The content words next to the verb. */
  readonly nearest: readonly [left: string | undefined, right: string | undefined];
}

export interface RoleComparison {
  /** The claim exchanges who does something and to whom it is done. */
  readonly differ: boolean;
  /** The claim says the same in the other voice: "A calls B" and "B is called by A". */
  readonly areTurned: boolean;
}

/**
 * Compares who does something and to whom it is done, by the words before and after the verbs that both texts have.
 *
 * @param isRearranged - whether the claim has the words of the quotes in their order
 */
export function compareRoles(claim: Clauses, quotes: Clauses, isRearranged: () => boolean): RoleComparison {
  const said = rolesIn(claim);
  if (said.length === 0 || quotes.length > mostClauses) return { differ: false, areTurned: false };
  const quoted = rolesIn(quotes);
  const pairs = said.flatMap((own) =>
    quoted.filter(({ verb }) => verb === own.verb).map((other) => ({ own, other, way: alignRoles(own, other) })),
  );
  const straight = pairs.filter(({ way }) => way === "straight");
  const turned = pairs.filter(({ own, other }) => own.isPassive !== other.isPassive);
  const crossed = pairs.filter(
    ({ own, way }) => way === "crossed" && !straight.some((pair) => pair.own.verb === own.verb),
  );
  // In the same voice another order of words is what tells.
  return {
    differ: crossed.some(({ own, other }) => own.isPassive !== other.isPassive || !isRearranged()),
    areTurned: turned.some(
      ({ own, other }) => own.left.size > 0 && other.left.size > 0 && alignSides(own, other) === "straight",
    ),
  };
}

function alignRoles(own: Role, other: Role): Alignment {
  const isExchanged =
    !own.isPassive &&
    !other.isPassive &&
    own.nearest.every((stem, side) => stem !== undefined && stem === other.nearest[1 - side]) &&
    own.nearest[0] !== own.nearest[1];
  return isExchanged ? "crossed" : alignSides(own, other, true);
}

function rolesIn(clauses: Clauses): Role[] {
  return clauses.flatMap((clause) => {
    const isComparison = clause.some(({ folded }) => folded === "than");
    return clause.flatMap((word, at): Role[] =>
      !isComparison && isVerb(clause, at) ? [roleOf(clause, word, at)] : [],
    );
  });
}

/** Whether a word may be a verb, by the words around it. */
function isVerb(clause: readonly Word[], at: number): boolean {
  const { folded, text } = clause[at]!;
  // A name is none.
  if (/^\p{Lu}/u.test(text)) return false;
  if (at === 0 || at === clause.length - 1 || stopWords.has(folded) || !/^\p{L}{3,}$/u.test(folded)) return false;
  const before = clause[at - 1]!.folded;
  return !beforeNoun.test(before) && clause[at + 1]!.folded !== "of";
}

function roleOf(clause: readonly Word[], { folded, stem }: Word, at: number): Role {
  const before = contentStems(clause.slice(0, at));
  const rest = clause.slice(at);
  const after = adverbial.test(rest[1]?.folded ?? "") ? new Set<string>() : contentStems(rest.slice(1));
  const nearest = [[...before].at(-1), [...after][0]] as const;
  const isParticiple = participle.test(folded);
  const isPassive =
    (isParticiple && (rest[1]?.folded === "by" || clause.slice(Math.max(0, at - 3), at).some(isBe))) ||
    (!folded.endsWith("ing") && isBe(clause[at - 1]));
  if (!isPassive) return { verb: stem, isPassive, nearest, left: before, right: after };
  const by = rest.findIndex((word) => word.folded === "by");
  return { verb: stem, isPassive, nearest, left: by < 0 ? new Set() : contentStems(rest.slice(by + 1)), right: before };
}

function isBe(word: Word | undefined): boolean {
  return word !== undefined && be.test(word.folded);
}
