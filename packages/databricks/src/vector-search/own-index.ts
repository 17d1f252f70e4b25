import {
  checkEmbedder,
  IndexError,
  InvalidOptionError,
  type IndexFingerprint,
  type IndexProvider,
  type OnEvent,
} from "@ragstone/core";
import type { Workspace } from "../workspace/workspace.js";
import { awaitIndex, type ReadyTimes } from "./await-index.js";
import { Catalogue } from "./catalogue.js";
import type { IndexFacts } from "./index-facts.js";
import { limitation, OwnReader } from "./own-reader.js";
import { documentSchema, passageSchema, placeDimension, rowsVersion, type OwnState } from "./own-rows.js";
import { OwnWriter } from "./own-writer.js";
import type { VectorPlace } from "./parse-place.js";
import { noTotals, stateAfter } from "./state-after.js";
import { VectorClient } from "./vector-client.js";
import { notReady } from "./vector-error.js";
import { WriterLock } from "./writer-lock.js";

/** The index of documents next to an index of passages. */
const documentsSuffix = "_documents";

interface Clients {
  readonly passages: VectorClient;
  readonly documents: VectorClient;
  readonly catalogue: Catalogue;
}

/**
 * Two direct-access indexes of our own in Vector Search, one for passages and one for documents, as one index: one writer
 * at a time, any number of readers.
 */
export function ownIndex(
  { name, index, endpoint }: VectorPlace,
  workspace: Workspace,
  times: ReadyTimes,
): IndexProvider {
  const clientsFor = (onEvent?: OnEvent): Clients => {
    const documents = new VectorClient(`${index}${documentsSuffix}`, workspace, onEvent);
    return { passages: new VectorClient(index, workspace, onEvent), documents, catalogue: new Catalogue(documents) };
  };
  const standing = (clients: Clients) => standingState(clients, name);
  return {
    describe: () => ({ engine: "databricks-vs", name, dir: null }),
    async exists() {
      const clients = clientsFor();
      const facts = await clients.passages.describe();
      if (facts === null) return false;
      // One of others, or one that is not ready yet, says so when it is opened.
      if (!isOwn(facts) || !facts.ready) return true;
      return (await stateIn(clients.catalogue, clients.documents)) !== null;
    },
    async read({ onEvent } = {}) {
      const clients = clientsFor(onEvent);
      const state = await standing(clients);
      if (state === null) throw missing(name);
      return new OwnReader({ ...clients, name, state });
    },
    async write({ create, onEvent } = {}) {
      const clients = clientsFor(onEvent);
      if (create === undefined) {
        if ((await standing(clients)) === null) throw missing(name);
      } else await prepare(clients, create, { endpoint, name, index, times, onEvent });
      const { catalogue } = clients;
      const { lock, isDirty } = await WriterLock.take(catalogue, name);
      try {
        const state = await writable(clients, create, name);
        onEvent?.({ type: "notice-raised", code: "engine-limits", message: `${name}: ${limitation}.` });
        return new OwnWriter({ ...clients, name, state, documents: await catalogue.all(), lock, isDirty });
      } catch (error) {
        await lock.release(isDirty, AbortSignal.timeout(10_000));
        throw error;
      }
    },
    async readSettings() {
      const { catalogue, documents } = clientsFor();
      return (await stateIn(catalogue, documents)) === null ? null : catalogue.settings();
    },
    async writeSettings(settings) {
      const { catalogue, documents } = clientsFor();
      if ((await stateIn(catalogue, documents)) === null) throw missing(name);
      await catalogue.writeSettings(settings);
    },
  };
}

/** The state of an index that can be read; `null` where there is none. */
async function standingState({ passages, documents, catalogue }: Clients, name: string): Promise<OwnState | null> {
  const facts = await passages.describe();
  if (facts === null) return null;
  checkOwn(facts, name, passages.name);
  if (!facts.ready) throw notReady(passages.name, facts.message || "the service gives no reason");
  const state = await stateIn(catalogue, documents);
  if (state !== null && state.version > rowsVersion) throw newer(state.version, name);
  return state;
}

/** `null` where there is no index of documents, or nothing in it. */
async function stateIn(catalogue: Catalogue, documents: VectorClient): Promise<OwnState | null> {
  try {
    return await catalogue.state();
  } catch (error) {
    // Asked only now, since it is an exception: each request of a command that opens an index counts.
    const facts = await documents.describe();
    if (facts === null) return null;
    if (!facts.ready) throw notReady(documents.name, facts.message || "the service gives no reason");
    throw error;
  }
}

/** The state of an index that is being opened for writing, as it is after others have written. */
async function writable({ catalogue }: Clients, create: IndexFingerprint | undefined, name: string): Promise<OwnState> {
  const state = await catalogue.state();
  if (state === null && create === undefined) throw missing(name);
  if (state === null) {
    const made: OwnState = { version: rowsVersion, fingerprint: create!, changes: 0, last: null, updatedMs: null, totals: noTotals, languages: {} }; // prettier-ignore
    await catalogue.commit(made);
    return made;
  }
  if (state.version > rowsVersion) throw newer(state.version, name);
  if (create === undefined || JSON.stringify(create) === JSON.stringify(state.fingerprint)) return state;
  if (state.totals.documents > 0) {
    checkEmbedder(state.fingerprint.embedder, create.embedder, name);
    return state;
  }
  // Nothing was indexed yet: another model may have it.
  const taken = stateAfter(state, { fingerprint: create });
  await catalogue.commit(taken);
  return taken;
}

interface Preparation {
  readonly endpoint: string | null;
  readonly name: string;
  readonly index: string;
  readonly times: ReadyTimes;
  readonly onEvent: OnEvent | undefined;
}

/** Makes both indexes where they are missing, and waits until they are ready. */
async function prepare(
  { passages, documents, catalogue }: Clients,
  { embedder: { dimensions } }: IndexFingerprint,
  { endpoint, name, index, times, onEvent }: Preparation,
): Promise<void> {
  let facts = await passages.describe();
  if (facts !== null) checkOwn(facts, name, index);
  const others = await documents.describe();
  if (facts !== null && facts.vector!.dimension !== dimensions) {
    // Vectors of another length need another index; one without documents protects nothing.
    const state = others?.ready === true ? await catalogue.state() : null;
    if (state !== null && state.totals.documents > 0) throw otherDimensions(facts, state, dimensions, name);
    await passages.drop();
    facts = null;
  }
  const at = endpoint ?? facts?.endpoint ?? others?.endpoint ?? (await onlyEndpoint(passages, name));
  if (facts === null) await passages.create({ endpoint: at, dimension: dimensions, schema: passageSchema });
  if (others === null) await documents.create({ endpoint: at, dimension: placeDimension, schema: documentSchema });
  for (const client of [passages, documents]) await awaitIndex(client, times, onEvent);
}

async function onlyEndpoint(client: VectorClient, name: string): Promise<string> {
  const endpoints = await client.endpoints();
  const [first, ...rest] = endpoints.filter(({ type }) => type !== "STORAGE_OPTIMIZED");
  if (first !== undefined && rest.length === 0) return first.name;
  const names = endpoints.map((one) => one.name).join(", ");
  throw new InvalidOptionError(
    "endpoint",
    null,
    names === "" ? "an endpoint of Vector Search; the workspace has none" : `one of ${names}`,
    names === ""
      ? "Create one under Compute, Vector Search: endpoints cost money while they exist."
      : `Name it in the URL: ${name}?endpoint=NAME.`,
  );
}

function isOwn({ type, schema }: IndexFacts): boolean {
  return type === "DIRECT_ACCESS" && Object.entries(passageSchema).every(([column, kind]) => schema?.[column] === kind);
}

function checkOwn(facts: IndexFacts, name: string, index: string): void {
  if (isOwn(facts)) return;
  const columns = facts.schema === null ? "" : ` It has the columns ${Object.keys(facts.schema).join(", ")}.`;
  throw new IndexError("index-foreign", `${index} is an index that Ragstone has not made.${columns}`, {
    hint: `To read it, name its column of passages: ${name}?text=COLUMN.`,
    data: { index: name },
  });
}

function otherDimensions({ vector }: IndexFacts, { fingerprint }: OwnState, wanted: number, name: string): IndexError {
  return new IndexError(
    "model-mismatch",
    `The vectors of ${name}, made by ${fingerprint.embedder.model}, have ${vector!.dimension} dimensions, not ${wanted}.`,
    { hint: `Use ${fingerprint.embedder.model}, or index into another index.`, data: { index: name } },
  );
}

function missing(name: string): IndexError {
  return new IndexError("index-missing", `There is no index at ${name}.`, {
    hint: "Index documents first.",
    data: { index: name },
  });
}

function newer(version: number, name: string): IndexError {
  return new IndexError(
    "index-newer",
    `The rows of ${name} have version ${version}; this version of Ragstone knows up to ${rowsVersion}.`,
    { hint: "Upgrade Ragstone.", data: { index: name, version } },
  );
}
