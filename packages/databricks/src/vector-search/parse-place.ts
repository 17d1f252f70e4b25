import { InvalidOptionError } from "@ragstone/core";

/** Columns of an existing index by what they are for. */
export interface SourceColumns {
  readonly text: string;
  readonly document: string | null;
  readonly title: string | null;
  /** When a row was modified: a number of ms since the epoch, or an ISO date. */
  readonly modified: string | null;
}

/** What a URL says about an index in Vector Search. */
export interface VectorPlace {
  /** `catalog.schema.index`. */
  readonly index: string;
  /** For an index of our own: the endpoint that serves a new one. */
  readonly endpoint: string | null;
  /** Columns of an index that others made; `null` for one of our own. */
  readonly source: SourceColumns | null;
  /** The model of vectors that others made. */
  readonly embedder: string | null;
  /** The URL in its one form. */
  readonly name: string;
}

const scheme = "databricks-vs://";
const parameters = ["text", "document", "title", "modified", "embedder", "endpoint"] as const;

/** @throws {@link InvalidOptionError} for a URL that names no index */
export function parsePlace(url: string): VectorPlace {
  const [, index = "", query = ""] = /^databricks-vs:\/\/([^/?#]+)\/?(?:\?([^#]*))?$/iu.exec(url) ?? [];
  if (!/^[^.\s/]+\.[^.\s/]+\.[^.\s/]+$/u.test(index))
    throw new InvalidOptionError("index", url, `a URL such as ${scheme}catalog.schema.index`);
  const given = new URLSearchParams(query);
  for (const key of given.keys())
    if (!parameters.some((known) => known === key))
      throw new InvalidOptionError("index", key, `a URL with no parameters but ${parameters.join(", ")}`);
  const of = (key: (typeof parameters)[number]): string | null => given.get(key) || null;
  const [text, embedder, endpoint] = [of("text"), of("embedder"), of("endpoint")];
  if (text === null && ["document", "title", "modified", "embedder"].some((key) => given.has(key)))
    throw new InvalidOptionError(
      "index",
      url,
      `${scheme}${index}?text=COLUMN&…`,
      "Name the column of passages: text=COLUMN.",
    );
  if (text !== null && endpoint !== null)
    throw new InvalidOptionError("index", url, "text= for an index of others, or endpoint= for one of Ragstone's own");
  if (embedder !== null && !embedder.startsWith("databricks:"))
    throw new InvalidOptionError("embedder", embedder, "databricks:ENDPOINT, the model that made the index's vectors");
  const source =
    text === null ? null : { text, document: of("document"), title: of("title"), modified: of("modified") };
  // The endpoint only matters where the index is made.
  const shown = new URLSearchParams(given);
  shown.delete("endpoint");
  return {
    index,
    endpoint,
    source,
    embedder,
    name: `${scheme}${index}${shown.size === 0 ? "" : `?${shown.toString()}`}`,
  };
}
