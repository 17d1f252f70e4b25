import { access, constants, stat } from "node:fs/promises";
import {
  fingerprintDifferences,
  isRagstoneError,
  type IndexCheck,
  type IndexProvider,
  type RagstoneError,
} from "@ragstone/core";
import type { DoctorReport } from "../api/reports.js";
import { localEncoder } from "../models/defaults.js";
import type { Session } from "../session/session.js";
import { statusOf } from "./status-of.js";

const nothing = { fix: null, remedy: null } as const;

/** Checks index, folder and model, after repairing the index if requested. */
export async function examine(
  session: Session,
  { repair, signal }: { readonly repair: boolean; readonly signal: AbortSignal | undefined },
): Promise<DoctorReport> {
  const { provider, location } = session;
  const { maintenance } = provider;
  const repaired: string[] = [];
  if (repair && maintenance !== undefined) {
    const { done, documents } = await maintenance.repair({ signal });
    repaired.push(...done);
    if (documents.length > 0) repaired.push(`${documents.length} documents need to be indexed again.`);
  }
  const checks: IndexCheck[] = [
    ...(maintenance === undefined ? [await checkAnswers(session)] : await maintenance.check({ signal })),
    await checkSettings(provider),
    ...(location.name !== undefined && location.folderFrom === "guess" ? [] : [await checkDocuments(session)]),
  ];
  if (checks.every(({ ok }) => ok))
    checks.push(await checkModel(session), ...(await checkReranker(session)), await checkFreshness(session, signal));
  return { checks, repaired, embedder: await embedderOf(session) };
}

/** The model that made the index; `null` where the index cannot be read. */
async function embedderOf(session: Session): Promise<string | null> {
  try {
    return (await session.reader()).fingerprint.embedder.model;
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return null;
  }
}

/** An engine elsewhere looks after its data: it is enough that it answers. */
async function checkAnswers(session: Session): Promise<IndexCheck> {
  const { engine } = session.provider.describe();
  try {
    const { documents } = await (await session.reader()).status();
    return { name: "engine", ok: true, detail: `${engine} answers and has ${documents} documents.`, ...nothing };
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return { name: "engine", ok: false, detail: error.message, fix: error.hint, remedy: null };
  }
}

async function checkSettings(provider: IndexProvider): Promise<IndexCheck> {
  const ok = (await provider.readSettings()) !== null;
  return {
    name: "settings",
    ok,
    detail: ok ? "The settings can be read." : "The settings (settings.json) are missing or damaged.",
    ...(ok ? nothing : { fix: "Index again with the settings that the index was made with.", remedy: "index" }),
  };
}

/** The folder of the documents, on this machine or in a volume. */
async function checkDocuments(session: Session): Promise<IndexCheck> {
  const remote = await session.remote();
  if (remote === undefined) return checkFolder(session.location.folder);
  try {
    const entries = await remote.list("");
    const detail = `${remote.name} can be listed (${entries.length} entries).`;
    return { name: "folder", ok: true, detail, ...nothing };
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return { name: "folder", ok: false, detail: error.message, fix: error.hint, remedy: null };
  }
}

async function checkFolder(folder: string): Promise<IndexCheck> {
  const isFolder = (await stat(folder).catch(() => null))?.isDirectory() === true;
  const readable =
    isFolder &&
    (await access(folder, constants.R_OK).then(
      () => true,
      () => false,
    ));
  return {
    name: "folder",
    ok: readable,
    detail: readable ? `${folder} can be read.` : `${folder} is not there or may not be read.`,
    ...(readable ? nothing : { fix: "Name the folder of the documents.", remedy: "folder" }),
  };
}

/** Whether the model that made the index is available, without calling it. */
async function checkModel(session: Session): Promise<IndexCheck> {
  const { embedder: made } = (await session.reader()).fingerprint;
  try {
    const { fingerprint } = await session.embedder();
    const differing = fingerprintDifferences(made, fingerprint);
    if (differing.length === 0)
      return {
        name: "model",
        ok: true,
        detail: `${made.model} is there, as it was when it made the index.`,
        ...nothing,
      };
    return {
      name: "model",
      ok: false,
      detail: `${made.model} has another ${differing.join(", ")} than when it made the index.`,
      fix: `Migrate the index to ${fingerprint.model}.`,
      remedy: "migrate",
    };
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return missingModel("model", error);
  }
}

/** Whether the reranker of the session can be made; nothing for a session without one. */
async function checkReranker(session: Session): Promise<IndexCheck[]> {
  try {
    const reranker = await session.reranker();
    const detail = `${reranker?.name} is there.`;
    return reranker === null ? [] : [{ name: "reranker", ok: true, detail, ...nothing }];
  } catch (error) {
    if (!isRagstoneError(error)) throw error;
    return [missingModel("reranker", error)];
  }
}

function missingModel(name: string, { code, message, hint, data }: RagstoneError): IndexCheck {
  const canBeAdded = data["model"] === localEncoder && (code === "model-missing" || code === "model-damaged");
  return { name, ok: false, detail: message, fix: hint, remedy: canBeAdded ? "model" : null };
}

async function checkFreshness(session: Session, signal: AbortSignal | undefined): Promise<IndexCheck> {
  const { stale } = await statusOf(session, { signal });
  return {
    name: "freshness",
    ok: true,
    detail:
      stale.length === 0
        ? "Nothing changed since it was indexed."
        : `${stale.length} files changed since they were indexed.`,
    ...(stale.length === 0 ? nothing : { fix: "Index the changes.", remedy: "index" }),
  };
}
