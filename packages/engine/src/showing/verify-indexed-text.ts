import { InvalidOptionError, isRagstoneError, type DocumentFilter, type Hit, type IndexReader } from "@ragstone/core";
import { verifyText, type VerifiedText } from "@ragstone/chain";
import type { VerifyTextOptions } from "../api/ragstone.js";
import { indexEvidence } from "../answering/index-evidence.js";
import type { Session } from "../session/session.js";
import { showPassage, showText } from "./show.js";
import { shownDocuments, type ShownDocuments } from "./shown-documents.js";

interface Scoped extends VerifyTextOptions {
  readonly filter: readonly DocumentFilter[] | undefined;
}

/**
 * Checks a text against the documents of an index that the filter admits.
 *
 * @throws {@link InvalidOptionError} for a source that is not there or is given twice
 */
export async function verifyIndexedText(
  session: Session,
  text: string,
  { filter, sources = [], ...options }: Scoped,
): Promise<VerifiedText> {
  options.signal?.throwIfAborted();
  const index: IndexReader = await session.reader();
  const lookup = shownDocuments(index, filter ?? []);
  const searching = { filter, mode: "hybrid", diversity: undefined, expand: undefined } as const;
  const evidence = indexEvidence(session, index, searching);
  return verifyText({
    ...options,
    text,
    evidence: {
      search: (query, how) => evidence.search(query, how),
      readDocument: (document) => lookup.text(document),
    },
    sources: await resolveAll(lookup, sources),
    resolve: (name) => resolve(lookup, name),
  });
}

async function resolveAll(lookup: ShownDocuments, names: readonly string[]): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const [at, name] of names.entries()) {
    const hit = await resolve(lookup, name);
    if (hit === null)
      throw new InvalidOptionError(
        `sources[${at}]`,
        name,
        "the id of an indexed chunk, the path of an indexed document, or PATH:START-END",
      );
    if (hits.some(({ id }) => id === hit.id))
      throw new InvalidOptionError(`sources[${at}]`, name, "a source that is not in the list before");
    hits.push(hit);
  }
  return hits;
}

/** The passage that a name means: a chunk, a range of a document, or all of it. */
async function resolve(lookup: ShownDocuments, name: string): Promise<Hit | null> {
  const passage = (await attempt(showPassage(lookup, name))) ?? (await attempt(wholeDocument(lookup, name)));
  if (passage === null) return null;
  const { origin, path, start, end, text, headings, pages } = passage;
  const id = passage.id ?? `${origin}:${path}:${start}-${end}`;
  return { rank: 1, id, score: 1, scores: { text: 0, vector: null }, origin, path, start, end, text, headings, pages };
}

async function wholeDocument(lookup: ShownDocuments, name: string) {
  const { text } = await showText(lookup, name);
  return showPassage(lookup, `${name}:0-${text.length}`);
}

/** A name that means nothing is no failure here. */
async function attempt<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isRagstoneError(error) && error.code === "invalid-option") return null;
    throw error;
  }
}
