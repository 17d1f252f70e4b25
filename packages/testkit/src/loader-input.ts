import type { LoaderInput } from "@ragstone/core";
import { createHash } from "node:crypto";

/** What a loader gets for some content, hash included. Text is encoded as UTF-8. */
export function loaderInput(path: string, content: Uint8Array | string, modifiedMs: number | null = 0): LoaderInput {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), modifiedMs };
}
