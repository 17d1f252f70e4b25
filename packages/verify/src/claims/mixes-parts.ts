import { isSameFamily } from "../text/word-family.js";
import { stopWords } from "../text/stop-words.js";
import { words, type Word } from "../text/words.js";
import { findNumbers } from "../values/numbers.js";

/** Between two statements of one text: a mark, or a word that joins clauses. */
const boundary = /[.!?]["'”’)\]*_`]*\s|[;\n|]|,(?!\d)|(?<![\p{L}\p{N}])(?:and|but|while|whereas)(?![\p{L}\p{N}])/giu;
/** What a statement that depends on another one starts with. */
const dependent =
  /^(?:if|when|whenever|while|because|although|though|since|unless|until|so|as|in|on|at|for|to|by|from|with|without|after|before|during|of|or|which|who|that|also|then|is|are|was|were|has|have|can|may|must|should|will|not)$|ing$/u;
/** Share of a claim's words that the two parts must have together. */
const leastCovered = 0.8;
/** Longest part, in content words: longer ones say too much of the same words for a comparison. */
const longest = 8;

/** A content word of a part, numbers by their value. */
interface Token extends Pick<Word, "stem"> {
  readonly isValue: boolean;
}

interface Part {
  readonly tokens: readonly Token[];
  /** Whether it starts with the thing that it is about, as far as its first word tells. */
  readonly hasSubject: boolean;
}

/**
 * Whether a claim says of one thing what its quotes say of another: it has the start of one part and the end of another,
 * and neither the end of the one nor the start of the other, as in "children pay 12 euros" for "adults pay 12 euros and
 * children pay 5 euros".
 */
export function mixesParts(claim: string, quotes: string): boolean {
  const quoted = partsOf(quotes).filter(
    ({ tokens, hasSubject }) => tokens.length > 1 && tokens.length <= longest && hasSubject,
  );
  if (quoted.length < 2) return false;
  return partsOf(claim).some(
    (claimed) =>
      claimed.tokens.length > 1 &&
      quoted.some((owner, at) =>
        [quoted[at - 1], quoted[at + 1]].some(
          (neighbour) => neighbour !== undefined && mixes(claimed, owner, neighbour),
        ),
      ),
  );
}

/** Whether a part of a claim has the start of one part of the quotes and the end of the part next to it. */
function mixes(claimed: Part, owner: Part, neighbour: Part): boolean {
  const covered = claimed.tokens.filter((token) => has(owner, token) || has(neighbour, token));
  if (covered.length < claimed.tokens.length * leastCovered) return false;
  const start = owner.tokens.filter((token) => !has(neighbour, token)).map((token) => has(claimed, token));
  const end = neighbour.tokens.filter((token) => !has(owner, token)).map((token) => has(claimed, token));
  if (start[0] !== true || start.lastIndexOf(true) > start.indexOf(false)) return false;
  if (end.at(-1) !== true || !end.includes(false)) return false;
  return end.filter(Boolean).length > 1 || owner.tokens.some((token) => has(neighbour, token) && has(claimed, token));
}

function has({ tokens }: Part, token: Token): boolean {
  return tokens.some((one) => one.stem === token.stem || (!one.isValue && !token.isValue && isSameFamily(one, token)));
}

function partsOf(text: string): Part[] {
  const numbers = findNumbers(text);
  const cuts = [...text.matchAll(boundary)].map(({ index }) => index);
  const parts: { readonly tokens: Token[]; readonly hasSubject: boolean }[] = [];
  let part = 0;
  let last = -1;
  for (const { folded, stem, start, end } of words(text)) {
    while (part < cuts.length && cuts[part]! < start) part += 1;
    if (/^(?:and|but|while|whereas)$/u.test(folded)) continue;
    if (part !== last) parts.push({ tokens: [], hasSubject: !dependent.test(folded) });
    last = part;
    const { tokens } = parts.at(-1)!;
    const number = numbers.find((one) => one.start < end && start < one.end);
    if (number !== undefined) {
      const key = `#${number.value}`;
      if (tokens.at(-1)?.stem !== key) tokens.push({ stem: key, isValue: true });
    } else if (!stopWords.has(folded)) tokens.push({ stem, isValue: false });
  }
  return parts;
}
