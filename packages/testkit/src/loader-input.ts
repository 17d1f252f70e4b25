import type { LoaderInput } from "@ragstone/core";
import { createHash } from "node:crypto";

/** A loader's input for some content, including the hash. Text is encoded as UTF-8. */
export function loaderInput(path: string, content: Uint8Array | string, modifiedMs: number | null = 0): LoaderInput {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { path, bytes, sha256: createHash("sha256").update(bytes).digest("hex"), modifiedMs };
}
