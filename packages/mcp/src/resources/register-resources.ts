import {
  ResourceNotFoundError,
  ResourceTemplate,
  type McpServer,
  type ReadResourceResult,
  type Resource,
} from "@modelcontextprotocol/server";
import { documentName, isRagstoneError } from "@ragstone/core";
import { countTokens } from "../budget/count-tokens.js";
import { budgetRange } from "../budget/token-budget.js";
import { documentUriTemplate, passageUri, passageUriTemplate } from "../collections/passage-uri.js";
import { oneLine } from "../text/one-line.js";
import { stripInvisible } from "../text/strip-invisible.js";
import type { ServerState } from "../tools/server-state.js";

/** Documents that the list of resources names; search finds all. */
const listed = 100;

/** Documents of the collections, and ranges of them, as resources. */
export function registerResources(server: McpServer, state: ServerState): void {
  server.registerResource(
    "passage",
    new ResourceTemplate(passageUriTemplate, { list: undefined }),
    { title: "Passage", description: "A range of the text of an indexed document", mimeType: "text/plain" },
    (uri) => read(state, uri),
  );
  server.registerResource(
    "document",
    new ResourceTemplate(documentUriTemplate, { list: async () => ({ resources: await list(state) }) }),
    { title: "Indexed document", description: "The text of a document", mimeType: "text/plain" },
    (uri) => read(state, uri),
  );
}

/** The first documents of the collections, of those that are indexed so far. */
async function list({ library, closing, waitMs }: ServerState): Promise<Resource[]> {
  const lists = await Promise.all(
    library.collections.map(async (collection) => {
      await collection.ready({ waitMs, signal: closing });
      const documents = await (await collection.view()).documents({ signal: closing }).catch((error: unknown) => {
        if (isRagstoneError(error) && error.code === "index-missing") return [];
        throw error;
      });
      return documents.map((document) => ({
        uri: passageUri(collection.name, document),
        name: oneLine(documentName(document), 200),
        mimeType: "text/plain",
      }));
    }),
  );
  return lists.flat().slice(0, listed);
}

async function read({ library, closing, waitMs }: ServerState, uri: URL): Promise<ReadResourceResult> {
  const place = placeOf(uri);
  const collection = library.collections.find(({ name }) => name === place?.collection);
  if (place === null || collection === undefined) throw new ResourceNotFoundError(uri.href);
  try {
    await collection.ready({ waitMs, signal: closing });
    const view = await collection.view();
    const { text } = await view.showText(place.name, { signal: closing });
    const range = text.slice(place.start ?? 0, place.end ?? text.length);
    return { contents: [{ uri: uri.href, mimeType: "text/plain", text: within(range) }] };
  } catch (error) {
    if (isRagstoneError(error) && error.code === "invalid-option") throw new ResourceNotFoundError(uri.href);
    throw error;
  }
}

interface Place {
  readonly collection: string;
  readonly name: string;
  readonly start: number | undefined;
  readonly end: number | undefined;
}

function placeOf(uri: URL): Place | null {
  const numberOf = (name: string): number | undefined => {
    const value = uri.searchParams.get(name);
    return value === null || !/^\d{1,12}$/u.test(value) ? undefined : Number(value);
  };
  try {
    return {
      collection: decodeURIComponent(uri.host),
      name: uri.pathname.slice(1).split("/").map(decodeURIComponent).join("/"),
      start: numberOf("start"),
      end: numberOf("end"),
    };
  } catch {
    return null;
  }
}

/** Text of a document as far as a client takes it, with a last line that says so where it is cut. */
function within(text: string): string {
  const whole = stripInvisible(text).toWellFormed();
  if (countTokens(whole) <= budgetRange.max) return whole;
  let [low, high] = [0, whole.length];
  while (high - low > 100) {
    const middle = Math.floor((low + high) / 2);
    if (countTokens(whole.slice(0, middle)) <= budgetRange.max - 100) low = middle;
    else high = middle;
  }
  return `${whole.slice(0, low).toWellFormed()}\n\n[Left out: ${whole.length - low} of ${whole.length} characters. The tool read gets them by path, start and end.]`;
}
