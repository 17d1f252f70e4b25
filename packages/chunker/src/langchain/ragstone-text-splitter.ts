import { Document } from "@langchain/core/documents";
import { TextSplitter, type TextSplitterChunkHeaderOptions } from "@langchain/textsplitters";
import type { Chunk, Chunker } from "@ragstone/core";
import { createChunker, type ChunkerOptions } from "../windows/create-chunker.js";
import { bgePreset } from "../windows/presets.js";
import { LineCounter } from "./line-counter.js";

/**
 * {@link createChunker} as a LangChain `TextSplitter`: every `pageContent` is a slice of its text and fits the window.
 *
 * Metadata of a document: the source's own, `start` and `end` (UTF-16 offsets, half open), `tokens`, `loc.lines.from`
 * and `to` (from 1, exact on repetitive text too), and `headings` (joined by ` > `) where there are some. `title` of
 * the source's metadata counts as the document's title. There is no overlap; `chunkHeader` is put before the slice when
 * it is given, and is not counted.
 *
 * @throws {@link InvalidOptionError} as {@link createChunker} does
 * @example
 * ```ts
 * const documents = await new RagstoneTextSplitter({ tokenizer: wordPiece(), windowTokens: 512
 * }).createDocuments([text]);
 * ```
 */
export class RagstoneTextSplitter extends TextSplitter {
  static override lc_name(): string {
    return "RagstoneTextSplitter";
  }

  readonly #chunker: Chunker;

  constructor(options: ChunkerOptions = bgePreset) {
    super({
      chunkSize: options.windowTokens,
      chunkOverlap: 0,
      keepSeparator: true,
      lengthFunction: (text) => options.tokenizer.count(text),
    });
    this.#chunker = createChunker(options);
  }

  async splitText(text: string): Promise<string[]> {
    return this.#chunks(text, null).map((chunk) => chunk.text);
  }

  override async createDocuments(
    texts: string[],
    metadatas: Record<string, unknown>[] = [],
    { chunkHeader = "" }: TextSplitterChunkHeaderOptions = {},
  ): Promise<Document[]> {
    return texts.flatMap((text, index) => {
      const metadata = metadatas[index] ?? {};
      const known = isObject(metadata["loc"]) ? metadata["loc"] : {};
      const lines = new LineCounter(text);
      return this.#chunks(text, typeof metadata["title"] === "string" ? metadata["title"] : null).map(
        ({ start, end, text: slice, tokens, headings }) => {
          const from = lines.lineAt(start);
          const loc = { ...known, lines: { from, to: lines.lineAt(end - 1) } };
          const where = headings.length === 0 ? {} : { headings: headings.join(" > ") };
          return new Document({
            pageContent: chunkHeader + slice,
            metadata: { ...metadata, ...where, start, end, tokens, loc },
          });
        },
      );
    });
  }

  #chunks(text: string, title: string | null): readonly Chunk[] {
    return this.#chunker.chunk({ text, title, blocks: [], pages: [] });
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
