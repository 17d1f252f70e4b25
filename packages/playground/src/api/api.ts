import type { Answer, AnswerPart, RagstoneEvent } from "@ragstone/core";
import { readEvents } from "./read-events.js";
import { request, send, toApiError, type RequestDetails } from "./request.js";
import type {
  AskRequest,
  ChatModel,
  CitationState,
  Collection,
  DocumentEntry,
  DocumentText,
  IndexCounts,
  ListedConversation,
  PageBoxes,
  PageSize,
  RunState,
  ServerSettings,
  StoredConversation,
} from "./shapes.js";

/** What a stream of an answer brings: its parts, or what it is waiting for. */
export type AskEvent = AnswerPart | { readonly type: "waiting"; readonly message: string };

/** A stream of plain chat, without documents. */
type ChatEvent =
  | { readonly type: "text" | "reasoning"; readonly text: string }
  | { readonly type: "done"; readonly usage: Answer["usage"]; readonly elapsedMs: number };

/** What happens to a collection: `open` says that it is followed; any other type is an event of a run. */
type CollectionEvent =
  | ({ readonly type: "status" } & RunState)
  | { readonly type: "open" | "changed" | "failed" | RagstoneEvent["type"] };

/** What an indexing run reports: each event of the library, and the report at its end. */
type IndexEvent =
  | { readonly type: RagstoneEvent["type"] }
  | { readonly type: "report"; readonly documents: IndexCounts };

/** The server's API. Every call throws {@link ApiError}. */
export interface Api {
  collections(): Promise<Collection[]>;
  models(): Promise<ChatModel[]>;
  ask(collection: string, body: AskRequest, signal: AbortSignal): AsyncGenerator<AskEvent>;
  chat(collection: string, body: AskRequest, signal: AbortSignal): AsyncGenerator<ChatEvent>;
  /** The run continues when its reader leaves. */
  index(collection: string): AsyncGenerator<IndexEvent>;
  cancelIndex(collection: string): Promise<void>;
  /** Follows a collection until the server ends the stream. */
  events(collection: string, signal: AbortSignal): AsyncGenerator<CollectionEvent>;
  documents(
    collection: string,
    find: string,
    signal: AbortSignal,
  ): Promise<{ total: number; documents: DocumentEntry[] }>;
  document(collection: string, source: { path: string; origin: string }, signal?: AbortSignal): Promise<DocumentText>;
  pageSizes(collection: string, path: string, signal: AbortSignal): Promise<PageSize[]>;
  pageImage(
    collection: string,
    page: { path: string; page: number; scale: number },
    signal: AbortSignal,
  ): Promise<Blob>;
  boxes(collection: string, span: { path: string; start: number; end: number }): Promise<PageBoxes[]>;
  /** The file itself, as it was indexed. */
  file(collection: string, path: string): Promise<Blob>;
  verify(collection: string, answer: Answer): Promise<CitationState[]>;
  exportHtml(collection: string, answer: Answer): Promise<Blob>;
  upload(
    collection: string,
    file: { path: string; content: Blob; replace: boolean },
    signal: AbortSignal,
  ): Promise<void>;
  settings(): Promise<ServerSettings>;
  /** Any request, for the page that tries the API. */
  send(path: string, details: RequestDetails): Promise<Response>;
  /** Newest first. */
  conversations(): Promise<ListedConversation[]>;
  conversation(id: string): Promise<StoredConversation>;
  saveConversation(id: string, conversation: StoredConversation): Promise<void>;
  /** All of them without an `id`. */
  eraseConversations(id?: string): Promise<void>;
  setKey(provider: string, key: string): Promise<void>;
}

/** The API of the server that served the page; `token` stays in memory. */
export function createApi(token: string | null): Api {
  const json = async <T>(path: string, details?: RequestDetails) =>
    (await request(token, path, details)).json() as Promise<T>;
  const stream = <T>(path: string, details: RequestDetails) => events<T>(token, path, details);
  const of = (collection: string, rest: string) => `api/collections/${encodeURIComponent(collection)}/${rest}`;
  return {
    collections: async () => (await json<{ collections: Collection[] }>("api/collections")).collections,
    models: async () => (await json<{ chat: ChatModel[] }>("api/models")).chat,
    ask: (collection, body, signal) =>
      stream(of(collection, "ask"), { method: "POST", body: { ...body, stream: true }, signal }),
    chat: (collection, body, signal) => stream(of(collection, "chat"), { method: "POST", body, signal }),
    index: (collection) => stream(of(collection, "index"), { method: "POST", body: {} }),
    cancelIndex: async (collection) => {
      await request(token, of(collection, "index"), { method: "DELETE" });
    },
    events: (collection, signal) => opened(token, of(collection, "events"), signal),
    documents: (collection, find, signal) =>
      json(of(collection, `documents?${new URLSearchParams({ find, limit: "10000" })}`), { signal }),
    document: (collection, source, signal) =>
      json(of(collection, `document?${new URLSearchParams(source)}`), signal === undefined ? {} : { signal }),
    pageSizes: async (collection, path, signal) =>
      (await json<{ pages: PageSize[] }>(of(collection, `pages?${new URLSearchParams({ path })}`), { signal })).pages,
    pageImage: async (collection, { path, page, scale }, signal) => {
      const query = new URLSearchParams({ path, page: String(page), scale: scale.toFixed(2) });
      return (await request(token, of(collection, `page.png?${query}`), { signal })).blob();
    },
    boxes: async (collection, { path, start, end }) => {
      const query = new URLSearchParams({ path, start: String(start), end: String(end) });
      return (await json<{ pages: PageBoxes[] }>(of(collection, `boxes?${query}`))).pages;
    },
    file: async (collection, path) =>
      (await request(token, of(collection, `file?${new URLSearchParams({ path })}`))).blob(),
    verify: async (collection, answer) =>
      (await json<{ citations: CitationState[] }>(of(collection, "verify"), { method: "POST", body: { answer } }))
        .citations,
    exportHtml: async (collection, answer) =>
      (await request(token, of(collection, "export"), { method: "POST", body: { answer } })).blob(),
    upload: async (collection, { path, content, replace }, signal) => {
      await request(token, of(collection, `files?${new URLSearchParams({ path, replace: String(replace) })}`), {
        method: "PUT",
        body: content,
        signal,
      });
    },
    settings: () => json("api/settings"),
    send: (path, details) => send(token, path, details),
    conversations: async () => (await json<{ conversations: ListedConversation[] }>("api/conversations")).conversations,
    conversation: (id) => json(`api/conversation?${new URLSearchParams({ id })}`),
    saveConversation: async (id, conversation) => {
      await request(token, `api/conversation?${new URLSearchParams({ id })}`, { method: "PUT", body: conversation });
    },
    eraseConversations: async (id) => {
      const path = id === undefined ? "api/conversations" : `api/conversation?${new URLSearchParams({ id })}`;
      await request(token, path, { method: "DELETE" });
    },
    setKey: async (provider, key) => {
      await request(token, "api/keys", { method: "POST", body: { provider, key } });
    },
  };
}

/** The events of a collection, after one that says that the stream is open. */
async function* opened(token: string | null, path: string, signal: AbortSignal): AsyncGenerator<CollectionEvent> {
  const { body } = await request(token, path, { signal });
  yield { type: "open" };
  if (body !== null) yield* eventsIn<CollectionEvent>(body);
}

async function* events<T>(token: string | null, path: string, details: RequestDetails): AsyncGenerator<T> {
  const { body } = await request(token, path, details);
  if (body !== null) yield* eventsIn<T>(body);
}

/** Each event's data; its `type` is the event's name where the data has none of its own. */
async function* eventsIn<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  for await (const { event, data } of readEvents(body)) {
    if (event === "error") throw toApiError(data, event);
    yield { type: event, ...(data as object) } as T;
  }
}
