import { relative } from "node:path";
import type { IndexReport, OnEvent } from "@ragstone/core";
import { FileDigests } from "../location/file-digests.js";
import { writeSkippedFiles } from "../location/skipped-files.js";
import type { IndexOptions } from "./index-options.js";
import type { Session } from "../session.js";
import { indexFolder } from "./index-folder.js";
import { walkOptionsOf } from "./walk-options-of.js";

/** Brings the session's index up to date with its folder. */
export async function runIndex(
  session: Session,
  { signal, onEvent, concurrency }: IndexOptions & { readonly concurrency?: number },
): Promise<IndexReport> {
  const { dir, folder } = session.location;
  const [settings, embedder, chunker] = await Promise.all([session.settings(), session.embedder(), session.chunker()]);
  return session.write(async (index) => {
    const digests = await FileDigests.read(dir);
    const { report, skipped } = await indexFolder({
      index,
      folder,
      indexName: relative(folder, dir) || ".",
      embedder,
      chunker,
      walk: walkOptionsOf(session.location, settings),
      digests,
      ...(concurrency !== undefined && { concurrency }),
      signal,
      onEvent: both(session.onEvent, onEvent),
    });
    await writeSkippedFiles(dir, skipped);
    await digests.write(dir);
    return report;
  });
}

function both(first: OnEvent | undefined, second: OnEvent | undefined): OnEvent | undefined {
  if (first === undefined || second === undefined || first === second) return second ?? first;
  return (event) => {
    first(event);
    second(event);
  };
}
