import type { StatusReport } from "@ragstone/engine";
import { fitResult } from "../../budget/fit-result.js";
import type { OpenCollection } from "../../collections/open-collection.js";
import { sharedArguments, toolArguments } from "../../schemas/arguments.js";
import { statusResult } from "../../schemas/results.js";
import { freshnessNotices } from "../../text/freshness-notices.js";
import { oneLine } from "../../text/one-line.js";
import { stripValue } from "../../text/strip-value.js";
import type { ServerState } from "../server-state.js";
import type { Tool, ToolCall } from "../tool.js";

const description =
  "The indexed folders: how many documents and chunks, how fresh, and the progress of indexing. Does not wait for an index that is being made.";

const inputSchema = toolArguments({
  collection: sharedArguments.collection,
  budget: sharedArguments.budget,
});

/** Facts of an index that a scope hides: they depend on all of its documents. */
const hiddenInScope = [
  "tokens",
  "bytes",
  "updatedAt",
  "languages",
  "textSearchOnly",
  "absent",
  "stale",
  "workers",
] as const;

type Status = Partial<StatusReport> & { readonly stale?: readonly string[] };

interface CollectionStatus {
  readonly collection: string;
  readonly status: Status;
  readonly notices: readonly string[];
}

/** `status`: the structured content is the JSON of `ragstone status`; a list of them for several folders. */
export function statusTool(state: ServerState): Tool<typeof inputSchema> {
  return {
    name: "status",
    title: "Status of the index",
    description,
    inputSchema,
    outputSchema: statusResult,
    async run({ collection, budget }, call) {
      const collections = state.library.select(collection);
      const all = await Promise.all(collections.map((one) => statusOf(one, state, call)));
      const several = state.library.collections.length > 1;
      const characters = all.reduce((sum, { status }) => sum + (status.stale?.join("").length ?? 0), 0);
      return fitResult({ budget, characters, build: (most) => render(all, several, most) });
    },
  };
}

async function statusOf(
  collection: OpenCollection,
  { options }: ServerState,
  call: ToolCall,
): Promise<CollectionStatus> {
  const freshness = await collection.ready({ waitMs: 0, ...call });
  const notices = freshnessNotices(freshness, collection.name);
  const { rag } = await collection.open();
  if (freshness.state === "partial" && freshness.done === 0)
    return { collection: collection.name, status: { folder: rag.folder }, notices };
  const status: Status = await rag.status({ signal: call.signal });
  if (options.filter === undefined) return { collection: collection.name, status, notices };
  const visible = Object.fromEntries(
    Object.entries(status).filter(([key]) => !(hiddenInScope as readonly string[]).includes(key)),
  );
  const documents = await (await collection.view()).documents({ signal: call.signal });
  const chunks = documents.reduce((sum, document) => sum + document.chunks, 0);
  return { collection: collection.name, status: { ...visible, documents: documents.length, chunks }, notices };
}

function render(all: readonly CollectionStatus[], several: boolean, characters: number) {
  let left = characters;
  const shown = all.map(({ collection, status, notices }) => {
    const stale = status.stale?.filter((path) => (left -= path.length) >= 0);
    const hidden = (status.stale?.length ?? 0) - (stale?.length ?? 0);
    const leftOut = hidden === 0 ? undefined : [{ what: `${hidden} changed files`, how: "set a larger budget" }];
    return { ...status, stale, ...(several ? { collection } : {}), leftOut, notices: orNone(notices) };
  });
  const lines = all.map(({ collection, status, notices }) =>
    [
      `${oneLine(collection)}: ${status.documents ?? 0} documents, ${status.chunks ?? 0} chunks`,
      ...(status.updatedAt == null ? [] : [`updated ${status.updatedAt}`]),
      ...(status.stale === undefined ? [] : [`${status.stale.length} files changed since`]),
      ...notices.map((notice) => oneLine(notice, 1000)),
    ].join("; "),
  );
  return {
    content: [{ type: "text" as const, text: lines.join("\n") }],
    structuredContent: stripValue(several ? { collections: shown } : { ...shown[0]! }),
  };
}

function orNone<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}
