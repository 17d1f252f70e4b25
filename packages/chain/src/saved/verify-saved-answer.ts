import { documentName, pausing, type DocumentKey } from "@ragstone/core";
import { findQuote, SourceText } from "@ragstone/verify/internal";
import type { SavedAnswer } from "./read-saved-answer.js";

/**
 * `intact`: the quote is at its place. `moved`: its words are elsewhere, in the document or in the one that it was
 * renamed to. `changed`: they are no longer there. `gone`: the document does not exist.
 */
export type CitationState = "intact" | "moved" | "changed" | "gone";

export interface CheckedCitation extends DocumentKey {
  readonly id: number;
  readonly state: CitationState;
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
      const source = await read(key);
      await pause();
      if (source !== null) {
        if (source.text.slice(start, end) === quote) return { id, ...key, state: "intact" };
        const found = wordsIn(source, quote, { start, end });
        return found === null
          ? { id, ...key, state: "changed" }
          : { id, ...key, state: "moved", now: { ...key, ...found } };
      }
      for (const successor of (await successors?.(key)) ?? []) {
        const other = await read(successor);
        await pause();
        const found = other === null ? null : wordsIn(other, quote, { start, end });
        if (found !== null) return { id, ...key, state: "moved", now: { ...successor, ...found } };
      }
      return { id, ...key, state: "gone" };
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
