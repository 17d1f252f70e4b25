import { documentName, type DocumentKey } from "@ragstone/core";
import type { Conversation } from "./history.js";

/** What the server reads in an exchange, which is in the page's own form. */
interface Exchange {
  readonly collection?: unknown;
  readonly answer?: unknown;
}

/** A passage of an answer, with the documents that repeat it. */
type Used = DocumentKey & { readonly copies?: readonly string[] };

/**
 * A conversation as its reader may see it today. An answer that used a document that the reader sees no longer is
 * withheld, and so is each one after it, which may repeat it. One that was not finished names no documents, so that its
 * text is withheld as well. The reader's own questions stay.
 *
 * @param visible - names of the documents that the reader sees now, by collection
 */
export function withholdHidden(
  conversation: Conversation,
  visible: ReadonlyMap<string, ReadonlySet<string>>,
): Conversation {
  const exchanges: Conversation["exchanges"][number][] = [];
  let isWithheld = false;
  for (const exchange of conversation.exchanges) {
    const { answer, collection } = exchange as Exchange;
    const documents = visible.get(typeof collection === "string" ? collection : conversation.collection);
    const used = documentsOf(answer);
    isWithheld ||= documents === undefined || used === null || used.some((name) => !documents.has(name));
    exchanges.push(isWithheld ? { ...exchange, text: "", reasoning: "", answer: null, withheld: true } : exchange);
  }
  return { ...conversation, exchanges };
}

/** The names of the documents that an answer has text of; `null` for something else than an answer. */
function documentsOf(answer: unknown): readonly string[] | null {
  if (typeof answer !== "object" || answer === null) return null;
  const { citations, sources, refusal } = answer as Readonly<Record<string, unknown>>;
  const { closest = [] } = (refusal ?? {}) as { readonly closest?: unknown };
  if (![citations, sources, closest].every(Array.isArray)) return null;
  const used = [citations, sources, closest].flat() as (Used | null)[];
  return used.flatMap((one) => (one === null ? "" : [documentName(one), ...(one.copies ?? [])]));
}
