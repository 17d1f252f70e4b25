import type { RagstoneView } from "@ragstone/engine";
import type { Identity } from "../access/identity.js";
import type { Collection } from "./collection.js";

/** What an identity can see of a collection. */
export function viewOf({ rag }: Collection, { scope }: Identity): RagstoneView {
  return scope === null ? rag : rag.scoped({ filter: scope });
}
