import { describeCollection } from "../collections/describe-collection.js";
import type { Handler } from "./call.js";

/** The whole report is the owner's: its figures count hidden documents too. */
export const getStatus: Handler<"status"> = async ({ collection, identity, signal }) => ({
  ...(await describeCollection(collection, identity)),
  status: identity.scope === null ? { ...(await collection.rag.status({ signal })) } : null,
});
