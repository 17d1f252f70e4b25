import { Document } from "@langchain/core/documents";
import type { Hit } from "@ragstone/core";

/** Flat facts of a hit, as LangChain documents carry them. */
export interface HitMetadata {
  readonly source: string;
  readonly origin: Hit["origin"];
  readonly start: number;
  readonly end: number;
  readonly score: number;
  readonly headings: string;
  readonly pages: string;
}

/** A hit as a LangChain document: exact text, flat metadata, the chunk's id. */
export function hitDocument({
  id,
  origin,
  path,
  start,
  end,
  text,
  score,
  headings,
  pages,
}: Hit): Document<HitMetadata> {
  return new Document({
    id,
    pageContent: text,
    metadata: { source: path, origin, start, end, score, headings: headings.join(" > "), pages: pages.join(",") },
  });
}
