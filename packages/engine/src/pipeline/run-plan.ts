import { checkEmbedder, type Embedder } from "@ragstone/core";
import { checkFolder } from "../location/check-folder.js";
import { checkFolderIsKnown } from "../location/check-folder-is-known.js";
import { indexName } from "../location/index-name.js";
import { readSkippedFiles } from "../location/skipped-files.js";
import { FileDigests } from "../location/file-digests.js";
import type { RunOptions } from "../api/index-options.js";
import type { PlanReport } from "../api/reports.js";
import type { Session } from "../session/session.js";
import { indexFolder } from "./index-folder.js";
import { exceedsRemovalLimit } from "./exceeds-removal-limit.js";
import { planningIndex } from "./planning-index.js";
import { RemovalLimitError } from "./removal-limit-error.js";
import { walkOptionsOf } from "./walk-options-of.js";

/**
 * Assumed embedding speed of an embedder that gives no estimate: the built-in model's on one core, in tokens per
 * second.
 */
const localTokensPerSecond = 1_000_000;

/** Reads, parses and chunks like a run, counting the texts to embed. Writes nothing and calls no model. */
export async function runPlan(session: Session, { signal, onEvent }: RunOptions): Promise<PlanReport> {
  const { dir, folder } = session.location;
  checkFolderIsKnown(session.location);
  await checkFolder(folder);
  const [settings, embedder, chunker, fingerprint, exists] = await Promise.all([
    session.settings(),
    session.embedder(),
    session.chunker(),
    session.fingerprint(),
    session.provider.exists(),
  ]);
  const inner = exists ? await session.reader() : null;
  if (inner !== null) checkEmbedder(inner.fingerprint.embedder, embedder.fingerprint);
  const remote = await session.remote();
  const { report } = await indexFolder({
    index: planningIndex(inner, fingerprint),
    folder,
    remote,
    skipped: remote === undefined ? undefined : await readSkippedFiles(dir),
    keepAbsent: remote === undefined ? undefined : "root",
    indexName: indexName(session.location),
    embedder: countingEmbedder(embedder),
    chunker,
    walk: walkOptionsOf(session, settings),
    loaders: session.loaders,
    digests: await FileDigests.read(dir),
    allowRemoval: true,
    signal,
    onEvent,
  });
  const stored = (await inner?.documents())?.filter(({ origin }) => origin === "file").length ?? 0;
  if (exceedsRemovalLimit(report.documents.removed, stored)) {
    const { code, message } = new RemovalLimitError({ folder, removed: report.documents.removed, documents: stored });
    onEvent?.({ type: "notice-raised", code, message });
  }
  const { texts, tokens } = report.embedded;
  const seconds = embedder.estimateSeconds?.(texts, tokens) ?? tokens / localTokensPerSecond;
  return { ...report, estimate: { texts, tokens, costUsd: report.costUsd, seconds: Math.ceil(seconds * 10) / 10 } };
}

/** Counts its inputs and returns no vectors. */
function countingEmbedder(embedder: Embedder): Embedder {
  const {
    fingerprint,
    dimensions,
    windowTokens,
    maxBatch,
    normalised,
    queryInstruction,
    tokenizer,
    usdPerMillionTokens,
  } = embedder;
  return {
    fingerprint,
    dimensions,
    windowTokens,
    maxBatch,
    concurrency: 1,
    normalised,
    queryInstruction,
    tokenizer,
    usdPerMillionTokens,
    embed: async (texts) => ({
      vectors: texts.map(() => new Float32Array(0)),
      failures: [],
      tokens: texts.reduce((sum, text) => sum + tokenizer.count(text) + tokenizer.specialTokens, 0),
    }),
  };
}
