import type { EvidenceSource, Hit } from "@ragstone/core";
import { CitationParser, findQuote, type RawCitation } from "@ragstone/verify/internal";
import type { SourcePool } from "./source-pool.js";

export interface NumberCitationsOptions {
  readonly pool: SourcePool;
  readonly evidence: Pick<EvidenceSource, "search">;
  /** The passage that a citation names other than by number; `null` if it names none. */
  readonly resolve: (name: string) => Promise<Hit | null>;
  readonly signal?: AbortSignal | undefined;
}

/** `[guide.md:10-40]`, `[guide.md: "exact words"]`: brackets that are neither a link nor a number. */
const named = /\[(?<name>[^[\]\n"“”]*[^[\]\n"“”\s:0-9,;][^[\]\n"“”]*?)(?::\s*["“](?<quote>[^\n]+?)["”])?\](?![([])/gu;

/** Passages that may contain quoted words. */
const quotePassages = 5;

/**
 * The text with every citation as the number of a source of the pool. Names are resolved; words that are quoted from a
 * source without a known number are searched for; a bare number that means nothing is dropped.
 */
export async function numberCitations(text: string, options: NumberCitationsOptions): Promise<string> {
  const renamed = await numberNames(text, options);
  const { length: known } = options.pool.sources;
  const parser = new CitationParser();
  const parts = [...parser.push(renamed), ...parser.finish()];
  let numbered = "";
  for (const part of parts) {
    if (part.type === "text") numbered += part.text;
    else if (part.citation.source >= 1 && part.citation.source <= known) numbered += written(part.citation);
    else numbered += await searched(part.citation, options);
  }
  return numbered;
}

async function numberNames(text: string, { pool, resolve, signal }: NumberCitationsOptions): Promise<string> {
  let renamed = "";
  let at = 0;
  for (const match of text.matchAll(named)) {
    signal?.throwIfAborted();
    const { name = "", quote = null } = match.groups ?? {};
    const hit = await resolve(name.trim());
    if (hit === null) continue;
    const [source] = await pool.add([hit]);
    renamed += text.slice(at, match.index) + written({ source: source!.number, quote });
    at = match.index + match[0].length;
  }
  return renamed + text.slice(at);
}

/** A citation of the passage that contains the words; of the first passage if none does, so that it is checked. */
async function searched({ quote }: RawCitation, options: NumberCitationsOptions): Promise<string> {
  if (quote === null) return "";
  const { pool, evidence, signal } = options;
  const sources = await pool.add(await evidence.search(quote, { k: quotePassages, signal }));
  const holder = sources.find(({ document, passage }) => findQuote(document, quote, passage) !== null) ?? sources[0];
  return holder === undefined ? "" : written({ source: holder.number, quote });
}

function written({ source, quote }: Pick<RawCitation, "source" | "quote">): string {
  return quote === null ? `[${source}]` : `[${source}: "${quote}"]`;
}
