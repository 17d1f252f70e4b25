import type { DocumentKey } from "./document-key.js";

/**
 * A document's key as one text: the path of a file, `put:PATH` for text that was put in. A file whose own path begins
 * with `put:` is written `./put:…`, so that no two keys share a name.
 */
export function documentName({ origin, path }: DocumentKey): string {
  if (origin === "put") return `put:${path}`;
  return path.startsWith("put:") ? `./${path}` : path;
}
