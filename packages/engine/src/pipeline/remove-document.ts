import type { IndexWriter } from "@ragstone/core";
import type { CallOptions } from "../api/ragstone.js";
import { finishRun } from "./finish-run.js";

/** Removes text that was put under a path; resolves to whether there was any. */
export async function removeDocument(index: IndexWriter, path: string, options: CallOptions): Promise<boolean> {
  const key = { origin: "put", path: path.normalize("NFC") } as const;
  const existed = (await index.document(key)) !== null;
  await index.removeDocument(key, options);
  await finishRun(index, options.signal);
  return existed;
}
