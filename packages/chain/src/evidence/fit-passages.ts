import { documentName, isSameDocument, type Hit, type Passage, type Tokenizer } from "@ragstone/core";
import { splitUnits } from "@ragstone/verify/internal";

export interface FitPassagesOptions {
  /** Best first. */
  readonly hits: readonly Hit[];
  readonly tokenizer: Pick<Tokenizer, "count">;
  /** Tokens that the passages may take, with {@link FitPassagesOptions.overheadTokens} for each. */
  readonly budgetTokens: number;
  /** Tokens that the prompt spends around one passage. */
  readonly overheadTokens: number;
}

export interface FittedPassages {
  /** Numbered from 1; passages of one document are adjacent, in document order, at the rank of the best. */
  readonly passages: readonly Passage[];
  /** The hits that the passages were made from, in the same order. */
  readonly hits: readonly Hit[];
  /** Hits that did not fit. */
  readonly leftOut: readonly Hit[];
  /** The best hit was too long and is the only one, shortened: whole sentences from its start. */
  readonly shortened: Hit | null;
}

/**
 * Chooses the passages that fit the context: whole ones, by rank; a long one that does not fit is skipped in favour of
 * shorter ones after it, and so is one with the text of a passage taken before, white space apart. Only if not even one
 * fits whole is the best one shortened, and the result reports it.
 */
export function fitPassages({ hits, tokenizer, budgetTokens, overheadTokens }: FitPassagesOptions): FittedPassages {
  const taken: Hit[] = [];
  const leftOut: Hit[] = [];
  const texts = new Set<string>();
  let left = budgetTokens;
  for (const hit of hits) {
    const tokens = budgetTokens === Infinity ? 0 : tokenizer.count(hit.text) + overheadTokens;
    const overlaps = taken.some(
      (other) => isSameDocument(other, hit) && hit.start >= other.start && hit.end <= other.end,
    );
    const plain = hit.text.replace(/\s+/gu, " ").trim();
    if (overlaps || texts.has(plain)) continue;
    if (tokens <= left) {
      taken.push(hit);
      texts.add(plain);
      left -= tokens;
    } else leftOut.push(hit);
  }
  let shortened: Hit | null = null;
  const first = hits[0];
  if (taken.length === 0 && first !== undefined) {
    const part = sentencesThatFit(first, tokenizer, budgetTokens - overheadTokens);
    if (part !== null) {
      shortened = first;
      taken.push(part);
    }
  }
  const byDocument = new Map<string, Hit[]>();
  for (const hit of taken) byDocument.set(documentName(hit), [...(byDocument.get(documentName(hit)) ?? []), hit]);
  const ordered = [...byDocument.values()].flatMap((group) => group.sort((left, right) => left.start - right.start));
  const passages = ordered.map((hit, at): Passage => {
    const { origin, path, start, end, text, headings, pages, score, scores } = hit;
    return { number: at + 1, origin, path, start, end, text, headings, pages, score, scores };
  });
  return { passages, hits: ordered, leftOut, shortened };
}

function sentencesThatFit(hit: Hit, tokenizer: Pick<Tokenizer, "count">, budgetTokens: number): Hit | null {
  let end = 0;
  for (const unit of splitUnits(hit.text)) {
    if (tokenizer.count(hit.text, 0, unit.end) > budgetTokens) break;
    end = unit.end;
  }
  return end === 0 ? null : { ...hit, end: hit.start + end, text: hit.text.slice(0, end) };
}
