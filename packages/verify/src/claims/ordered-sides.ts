import { contentStems, alignSides, type Clauses, type Sides } from "./clause-words.js";
import { oppositeSides } from "./direction.js";
import { untilComma } from "./until-comma.js";
import type { Word } from "../text/words.js";

/** Two sides of a text in an order: `left` is more, earlier, the start or the choice. */
interface OrderedSides extends Sides {
  /** What is ordered: `time`, `path`, `choice`, or what is compared. */
  readonly kind: string;
  /** The pairs of opposites that express it. */
  readonly pairs: readonly number[];
  /** Whether the word of order names the left side first: "larger", "before". */
  readonly isForward: boolean;
}

/** Comparatives without a pair of opposites, as "-er than" and "more … than". */
const comparative = /^\p{L}{3,}er$/u;
/** A step of a list starts with these. */
const next = /^(?:then|afterwards|thereafter|subsequently)$/u;

/** The order that a claim states, compared with that of its quotes. */
export interface OrderComparison {
  /** The claim exchanges the sides. */
  readonly differs: boolean;
  /** Pairs of opposites that say the same, since the sides are exchanged, too: "A is larger" and "B is smaller". */
  readonly explained: ReadonlySet<number>;
}

/** Compares what a claim puts in an order (more than, before, from … to, instead of) with the order of its quotes. */
export function compareOrder(claim: Clauses, quotes: Clauses): OrderComparison {
  const said = orderedSides(claim);
  const explained = new Set<number>();
  if (stepsDiffer(claim, quotes)) return { differs: true, explained };
  if (said.length === 0 && !claim.some((clause) => clause.some(({ folded }) => oppositeSides(folded).length > 0)))
    return { differs: false, explained };
  const quoted = [...orderedSides(quotes), ...impliedTimes(quotes)];
  let differs = false;
  for (const own of said) {
    const alignments = quoted
      .filter(({ kind }) => kind === own.kind)
      .map((other) => ({ other, way: alignSides(own, other, own.kind === "time" || own.kind === "path") }));
    const straight = alignments.filter(({ way }) => way === "straight");
    for (const { other } of straight)
      if (own.isForward !== other.isForward) for (const pair of [...own.pairs, ...other.pairs]) explained.add(pair);
    if (straight.length === 0 && alignments.some(({ way }) => way === "crossed")) differs = true;
  }
  for (const other of quoted) for (const pair of other.pairs) if (isOneSide(claim, other, pair)) explained.add(pair);
  return { differs, explained };
}

/** "A is faster" for "B is slower than A": the claim names the side that its word is of. */
function isOneSide(claim: Clauses, { left, right, kind }: OrderedSides, pair: number): boolean {
  return (
    kind === `compared ${pair}` &&
    claim.some((clause) => {
      if (clause.some(({ folded }) => folded === "than")) return false;
      const side = clause.flatMap(({ folded }) => oppositeSides(folded)).find((one) => one.pair === pair);
      if (side === undefined) return false;
      const subject = contentStems(untilComma(clause));
      const [own, twin] = side.left ? [left, right] : [right, left];
      return [...subject].some((stem) => own.has(stem)) && ![...subject].some((stem) => twin.has(stem));
    })
  );
}

function orderedSides(clauses: Clauses): OrderedSides[] {
  return clauses.flatMap((clause) => [
    ...comparisonsIn(clause),
    ...timesIn(clause),
    ...pathsIn(clause),
    ...choicesIn(clause),
    ...replacementsIn(clause),
  ]);
}

/** "A is larger than B", "B is not as large": the greater one is left. */
function comparisonsIn(clause: readonly Word[]): OrderedSides[] {
  const than = clause.findIndex(({ folded }) => folded === "than");
  if (than < 1) return [];
  for (let at = than - 1; at >= Math.max(0, than - 6); at -= 1) {
    const { folded } = clause[at]!;
    const before = clause[at - 1]?.folded ?? "";
    const side = oppositeSides(folded)[0];
    const isDegree = /^(?:more|less|fewer)$/u.test(folded);
    if (side === undefined && !comparative.test(folded)) continue;
    if (/^(?:rather|other)$/u.test(folded)) return [];
    const counted = isDegree ? clause[at + 1] : undefined;
    const named = counted === undefined || at + 1 >= than ? undefined : oppositeSides(counted.folded)[0];
    const kind = named !== undefined ? named.pair : (side?.pair ?? clause[at]!.stem);
    let isMore = side?.left ?? true;
    if (named !== undefined && !named.left) isMore = !isMore;
    if (before === "less" && !isDegree) isMore = !isMore;
    if (clause.slice(Math.max(0, at - 2), at).some(({ folded: word }) => word === "not")) return [];
    const sides = [contentStems(clause.slice(0, at)), contentStems(clause.slice(than + 1))] as const;
    const [left, right] = isMore ? sides : [sides[1], sides[0]];
    return [
      {
        kind: `compared ${kind}`,
        isForward: isMore,
        left,
        right,
        pairs: [side, named].flatMap((one) => one?.pair ?? []),
      },
    ];
  }
  return [];
}

const earlierWords = /^(?:before|precedes?|preceded|preceding)$/u;
const laterWords = /^(?:after|once|follows|followed|following)$/u;
const isTime = new RegExp([earlierWords, laterWords, next].map(({ source }) => source).join("|"), "u");

/** "X before Y", "after Y, X", "X, then Y": the earlier one is left. */
function timesIn(clause: readonly Word[]): OrderedSides[] {
  const at = clause.findIndex(
    ({ folded }, place) =>
      earlierWords.test(folded) ||
      next.test(folded) ||
      (laterWords.test(folded) &&
        !(folded === "once" && isCount(clause[place + 1])) &&
        !/^(?:that|this|which|it)$/u.test(clause[place + 1]?.folded ?? "")),
  );
  // Several of them in a row say more than one order.
  if (at < 0 || clause.findLastIndex((word) => isTime.test(word.folded)) !== at) return [];
  const { folded } = clause[at]!;
  const pairs = oppositeSides(folded).map(({ pair }) => pair);
  const isBy = folded === "followed" && clause[at + 1]?.folded === "by";
  if (at === 0) {
    // "After Y, X": where the first part ends.
    const comma = untilComma(clause).length;
    if (next.test(folded) || comma < 2 || comma === clause.length) return [];
    const [first, second] = [contentStems(clause.slice(1, comma)), contentStems(clause.slice(comma))];
    const isForward = !laterWords.test(folded);
    return [
      { kind: "time", pairs, isForward, ...(laterWords.test(folded) ? pair(first, second) : pair(second, first)) },
    ];
  }
  const [before, after] = [contentStems(clause.slice(0, at)), contentStems(clause.slice(at + 1))];
  const isLater = laterWords.test(folded) && !isBy;
  return [{ kind: "time", pairs, isForward: !isLater, ...(isLater ? pair(after, before) : pair(before, after)) }];
}

/** "Scanned once for every row", "once": how often, not when. */
function isCount(after: Word | undefined): boolean {
  return after === undefined || /^(?:for|per|every|each|in|on|at|and|or|a|an)$/u.test(after.folded);
}

function pair(left: ReadonlySet<string>, right: ReadonlySet<string>): Sides {
  return { left, right };
}

/** Words of one end of a path. */
const reach = 6;

/** "from A to B": A is left. */
function pathsIn(clause: readonly Word[]): OrderedSides[] {
  const from = clause.findIndex(({ folded }) => folded === "from");
  if (from < 0) return [];
  const to = clause.findIndex(
    ({ folded }, at) => at > from + 1 && at <= from + reach && /^(?:to|into|onto)$/u.test(folded),
  );
  const endOfSecond = /^(?:from|by|with|for|in|on|at|and|or)$/u;
  const upTo = (start: number): readonly Word[] => {
    const rest = clause.slice(start, start + reach);
    const end = rest.findIndex(({ folded }) => endOfSecond.test(folded));
    return end < 0 ? rest : rest.slice(0, end);
  };
  if (to > 0)
    return [
      {
        kind: "path",
        isForward: true,
        pairs: [],
        left: contentStems(clause.slice(from + 1, to)),
        right: contentStems(upTo(to + 1)),
      },
    ];
  const back = clause.findLastIndex(({ folded }, at) => at < from && /^(?:to|into|onto)$/u.test(folded));
  if (back < 0) return [];
  return [
    {
      kind: "path",
      isForward: true,
      pairs: [],
      left: contentStems(upTo(from + 1)),
      right: contentStems(clause.slice(back + 1, from)),
    },
  ];
}

/** "X is replaced by Y", "replace X with Y", "Y replaces X": the new one is the choice. */
function replacementsIn(clause: readonly Word[]): OrderedSides[] {
  const at = clause.findIndex(({ folded }) => /^(?:replac|supersed)(?:es?|ed|ing)$/u.test(folded));
  if (at < 0) return [];
  const by = clause.findIndex(({ folded }, place) => place > at && /^(?:by|with)$/u.test(folded));
  const isPassive =
    clause[at]!.folded.endsWith("ed") &&
    clause.slice(0, at).some(({ folded }) => /^(?:is|are|was|were|be|been)$/u.test(folded));
  const before = contentStems(clause.slice(0, at));
  const after = contentStems(
    untilComma(clause.slice((isPassive ? Math.max(at, by) : at) + 1, isPassive || by < 0 ? undefined : by)),
  );
  const sides = isPassive
    ? pair(after, before)
    : by < 0
      ? pair(before, after)
      : pair(contentStems(clause.slice(by + 1)), after);
  return isPassive && by < 0 ? [] : [{ kind: "choice", isForward: true, pairs: [], ...sides }];
}

/** "X instead of Y", "instead of Y, X", "X in place of Y", "X rather than Y", "X instead": the choice is left. */
function choicesIn(clause: readonly Word[]): OrderedSides[] {
  const at = clause.findIndex(
    ({ folded }, place) =>
      folded === "instead" ||
      (/^(?:rather|place)$/u.test(folded) && /^(?:than|of)$/u.test(clause[place + 1]?.folded ?? "")),
  );
  if (at < 0) return [];
  const isAlone = clause[at]!.folded === "instead" && clause[at + 1]?.folded !== "of";
  // "Use" belongs to either.
  const side = (part: readonly Word[]): Set<string> => contentStems(part.filter(({ folded }) => folded !== "use"));
  const [before, after] = [side(clause.slice(0, at)), side(untilComma(clause.slice(at + (isAlone ? 1 : 2))))];
  if (isAlone)
    return [{ kind: "choice", isForward: true, pairs: [], left: new Set([...before, ...after]), right: new Set() }];
  return before.size === 0 ? [] : [{ kind: "choice", isForward: true, pairs: [], left: before, right: after }];
}

/** The clauses of a text that says "then" are in order, unless other words of time say otherwise. */
function impliedTimes(clauses: Clauses): OrderedSides[] {
  const has = (pattern: RegExp): boolean => clauses.some((clause) => clause.some(({ folded }) => pattern.test(folded)));
  if (!has(next) || has(earlierWords) || has(laterWords)) return [];
  const [first, ...rest] = clauses.map(contentStems);
  return rest.map((right, at) => ({
    kind: "time",
    isForward: true,
    pairs: [],
    left: at === 0 ? first! : rest[at - 1]!,
    right,
  }));
}

const early = /^(?:first|beforehand|initially)$/u;
const late = /^(?:afterwards|later|finally|subsequently|thereafter)$/u;
/** Share of the words of a clause that another one must have to speak of the same step. */
const sameStep = 0.5;

/** Whether a claim has a step last that the quotes have first, or the reverse: "must first be dropped". */
function stepsDiffer(claim: Clauses, quotes: Clauses): boolean {
  const has = (clause: readonly Word[], pattern: RegExp): boolean =>
    clause.some(({ folded }, at) => at > 0 && pattern.test(folded));
  return claim.some((clause) => {
    const [said, opposite] = has(clause, late) ? [late, early] : [early, late];
    if (!has(clause, said) || has(clause, opposite)) return false;
    const stems = contentStems(clause.filter(({ folded }) => !said.test(folded)));
    return quotes.some((other) => {
      if (!has(other, opposite) || has(other, said)) return false;
      const known = contentStems(other);
      return [...stems].filter((stem) => known.has(stem)).length >= Math.max(2, stems.size * sameStep);
    });
  });
}
