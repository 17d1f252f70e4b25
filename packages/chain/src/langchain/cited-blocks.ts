import type { CitedQuote, GenerationPart, TextRange } from "@ragstone/core";
import type { PromptDocument } from "../prompt/build-documents-prompt.js";

/** A citation as the service writes it; other fields than these are not needed. */
interface WireCitation {
  readonly cited_text?: unknown;
  /** From 0, over the documents of the request. */
  readonly document_index?: unknown;
  readonly start_char_index?: unknown;
  readonly end_char_index?: unknown;
}

/**
 * Turns the content blocks of a streamed answer into parts: each text block is a stretch that its citations apply to.
 * Citations arrive in pieces, before or after the text, and a block has ended when the next one begins or the answer
 * ends.
 */
export class CitedBlocks {
  readonly #documents: readonly PromptDocument[];
  /** Number of the block that is open; `null` before the first. */
  #index: unknown = null;
  #citations: CitedQuote[] = [];
  /** White space at the end of a block's text: citations come before it. */
  #space = "";

  constructor(documents: readonly PromptDocument[]) {
    this.#documents = documents;
  }

  /** @param content - of one chunk, in LangChain's shape of Anthropic's events */
  *push(content: readonly unknown[]): Generator<GenerationPart> {
    for (const block of content) {
      const { type, text, citations, index } = block as Readonly<Record<string, unknown>>;
      if (type !== "text") continue;
      if (index !== this.#index || this.#index === null) {
        yield* this.finish();
        this.#index = index;
        yield { type: "cited-start" };
      }
      if (typeof text === "string") yield* this.#text(text);
      if (Array.isArray(citations))
        for (const citation of citations) this.#citations.push(this.#quoteOf((citation ?? {}) as WireCitation));
    }
  }

  *finish(): Generator<GenerationPart> {
    if (this.#index === null) return;
    yield { type: "cited-end", citations: this.#citations };
    if (this.#space !== "") yield { type: "text", text: this.#space };
    this.#index = null;
    this.#citations = [];
    this.#space = "";
  }

  *#text(piece: string): Generator<GenerationPart> {
    const text = this.#space + piece;
    const end = text.trimEnd().length;
    this.#space = text.slice(end);
    if (end > 0) yield { type: "text", text: text.slice(0, end) };
  }

  #quoteOf({
    cited_text: quote,
    document_index: index,
    start_char_index: start,
    end_char_index: end,
  }: WireCitation): CitedQuote {
    const document = typeof index === "number" ? this.#documents[index] : undefined;
    const text = typeof quote === "string" ? quote : "";
    // A number that no passage has, for a document that is not there.
    if (document === undefined)
      return {
        source:
          typeof index === "number" && index >= 0
            ? Math.max(...this.#documents.map(({ passage }) => passage.number), 0) + 1 + index
            : 0,
        quote: text,
      };
    const near = typeof start === "number" && typeof end === "number" ? placeOf(document, text, start, end) : null;
    return { source: document.passage.number, quote: text, near: near ?? undefined };
  }
}

/**
 * The document range of character indexes of its text. The indexes are treated as code points, else as UTF-16 units,
 * and only if the text there is the cited text; `null` otherwise, and if the text is not the unchanged passage.
 */
function placeOf({ passage, text }: PromptDocument, quote: string, start: number, end: number): TextRange | null {
  if (text !== passage.text) return null;
  const points = Array.from(text);
  const from = points.slice(0, start).join("").length;
  const candidates = [
    { start: from, end: from + points.slice(start, end).join("").length },
    { start, end },
  ];
  const found = candidates.find((range) => text.slice(range.start, range.end).trim() === quote.trim());
  return found === undefined ? null : { start: passage.start + found.start, end: passage.start + found.end };
}
