import type { Highlight } from "./marked-text.js";
import type { OpenedSource } from "./opened-source.js";

/** The ranges of a document that an answer cites. */
export function highlightsOf({ answer, citation, origin, path }: OpenedSource): Highlight[] {
  const cited = (answer?.citations ?? []).filter((other) => other.path === path && other.origin === origin);
  const all = citation === null || cited.includes(citation) ? cited : [...cited, citation];
  return all.map(({ id, start, end }) => ({ id, start, end, current: id === citation?.id }));
}
