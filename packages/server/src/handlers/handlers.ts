import { ask } from "./ask.js";
import type { Handler, Operation } from "./call.js";
import { getDocument } from "./get-document.js";
import { getPassage } from "./get-passage.js";
import { getStatus } from "./get-status.js";
import { listCollections } from "./list-collections.js";
import { listDocuments } from "./list-documents.js";
import { search } from "./search.js";

/** The handler of each operation. */
export const handlers: { readonly [O in Operation]: Handler<O> } = {
  health: async () => ({ status: "ok" }),
  collections: listCollections,
  status: getStatus,
  search,
  ask,
  documents: listDocuments,
  document: getDocument,
  passage: getPassage,
};
