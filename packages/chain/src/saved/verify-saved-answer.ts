import { findQuote, SourceText } from "@ragstone/verify/internal";
import type { SavedAnswer } from "./read-saved-answer.js";

/**
 * `intact`: the quote stands where it stood. `moved`: its words stand elsewhere, in the document or in the one that it
 * was renamed to. `changed`: they stand there no more. `gone`: the document is not there.
 */
export type CitationState = "intact" | "moved" | "changed" | "gone";

export interface CheckedCitation {
  readonly id: number;
  readonly path: string;
  readonly state: CitationState;
  /** Where the words stand today, when they moved. */
  readonly now?: { readonly path: string; readonly start: number; readonly end: number };
}

export interface VerifySavedAnswerOptions {
  readonly answer: SavedAnswer;
  /** The extracted text of a document as it is today, `null` when it is not there. */
  readonly currentText: (path: string) => Promise<string | null>;
  /** Documents that a missing one may have become, likeliest first. @defaultValue none */
  readonly successors?: (path: string) => Promise<readonly string[]>;
}

/** Checks each citation of a saved answer against today's texts, which are each read once. */
export async function verifySavedAnswer({
  answer,
  currentText,
  successors,
}: VerifySavedAnswerOptions): Promise<{ readonly citations: readonly CheckedCitation[] }> {
  const texts = new Map<string, Promise<SourceText | null>>();
  const read = (path: string): Promise<SourceText | null> => {
    let text = texts.get(path);
    if (text === undefined) {
      text = currentText(path).then((value) => (value === null ? null : new SourceText(value)));
      texts.set(path, text);
    }
    return text;
  };
  const citations = await Promise.all(
    answer.citations.map(async ({ id, path, start, end, quote }): Promise<CheckedCitation> => {
      const source = await read(path);
      if (source !== null) {
        if (source.text.slice(start, end) === quote) return { id, path, state: "intact" };
        const found = wordsIn(source, quote, { start, end });
        return found === null ? { id, path, state: "changed" } : { id, path, state: "moved", now: { path, ...found } };
      }
      for (const successor of (await successors?.(path)) ?? []) {
        const other = await read(successor);
        const found = other === null ? null : wordsIn(other, quote, { start, end });
        if (found !== null) return { id, path, state: "moved", now: { path: successor, ...found } };
      }
      return { id, path, state: "gone" };
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
