import { documentName, pausing, type DocumentKey, type TextRange } from "@ragstone/core";
import { bestQuote, findQuote, SourceText, splitUnits } from "@ragstone/verify/internal";
import type { SavedAnswer } from "./read-saved-answer.js";

/**
 * `intact`: the quote is at its place. `moved`: its words are elsewhere, in the document or in the one that it was
 * renamed to. `changed`: they are no longer there. `gone`: the document does not exist.
 */
export type CitationState = "intact" | "moved" | "changed" | "gone";

/** A sentence that a document no longer contains. */
export interface ChangedSentence {
  readonly was: string;
  /** The sentence of today that is most like it; absent if none is. */
  readonly now?: TextRange & { readonly text: string };
}

export interface CheckedCitation extends DocumentKey {
  readonly id: number;
  readonly state: CitationState;
  /** The words as they were. */
  readonly quote: string;
  /** The claims that cite them. */
  readonly claims: readonly string[];
  /** The sentences of the quote that are no longer there, if it changed. */
  readonly changes?: readonly ChangedSentence[];
  /** The current position of the words, if they moved. */
  readonly now?: DocumentKey & { readonly start: number; readonly end: number };
}

export interface VerifySavedAnswerOptions {
  readonly answer: SavedAnswer;
  /** The extracted text of a document as it is today, `null` when it is not there. */
  readonly currentText: (document: DocumentKey) => Promise<string | null>;
  /** Documents that a missing one may have become, likeliest first. @defaultValue none */
  readonly successors?: (document: DocumentKey) => Promise<readonly DocumentKey[]>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Checks each citation of a saved answer against today's texts, which are each read once.
 *
 * @throws the signal's reason when aborted
 */
export async function verifySavedAnswer({
  answer,
  currentText,
  successors,
  signal,
}: VerifySavedAnswerOptions): Promise<{ readonly citations: readonly CheckedCitation[] }> {
  const texts = new Map<string, Promise<SourceText | null>>();
  const read = (document: DocumentKey): Promise<SourceText | null> => {
    const name = documentName(document);
    let text = texts.get(name);
    if (text === undefined) {
      text = currentText(document).then((value) => (value === null ? null : new SourceText(value)));
      texts.set(name, text);
    }
    return text;
  };
  const pause = pausing(signal);
  const citations = await Promise.all(
    answer.citations.map(async ({ id, origin, path, start, end, quote }): Promise<CheckedCitation> => {
      const key = { origin, path };
      const claims = answer.claims.filter(({ citations }) => citations.includes(id)).map(({ text }) => text);
      const cited = { id, ...key, quote, claims };
      const source = await read(key);
      await pause();
      if (source !== null) {
        if (source.text.slice(start, end) === quote) return { ...cited, state: "intact" };
        const found = wordsIn(source, quote, { start, end });
        return found === null
          ? { ...cited, state: "changed", changes: changesOf(source, quote, { start, end }) }
          : { ...cited, state: "moved", now: { ...key, ...found } };
      }
      for (const successor of (await successors?.(key)) ?? []) {
        const other = await read(successor);
        await pause();
        const found = other === null ? null : wordsIn(other, quote, { start, end });
        if (found !== null) return { ...cited, state: "moved", now: { ...successor, ...found } };
      }
      return { ...cited, state: "gone" };
    }),
  );
  return { citations };
}

/** The same words, other white space and typography allowed. */
function wordsIn(
  source: SourceText,
  quote: string,
  near: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } | null {
  const found = findQuote(source, quote, near);
  if (found === null || found.elided || (found.likeness !== "exact" && found.likeness !== "typography")) return null;
  return { start: found.start, end: found.end };
}

/** Text around the old place that is searched for the sentence that replaced it, UTF-16 units on each side. */
const margin = 20_000;

function changesOf(source: SourceText, quote: string, { start, end }: TextRange): ChangedSentence[] {
  const from = Math.max(0, Math.min(start - margin, source.text.length - margin));
  const units = splitUnits(source.text.slice(from, end + margin)).map((unit) => ({
    ...unit,
    start: unit.start + from,
    end: unit.end + from,
  }));
  const sentences = splitUnits(quote).map((unit) => quote.slice(unit.start, unit.end));
  const missing = sentences.filter((sentence) => wordsIn(source, sentence, { start, end }) === null);
  // All of them are there, apart from each other.
  return (missing.length === 0 ? [quote] : missing).map((was) => {
    const found = bestQuote(was, { document: source, units: () => units });
    if (found === null) return { was };
    return { was, now: { start: found.start, end: found.end, text: source.text.slice(found.start, found.end) } };
  });
}
