import { describeCollection } from "../collections/describe-collection.js";
import type { Handler } from "./call.js";

export const listCollections: Handler<"collections"> = async ({ server, identity }) => ({
  collections: await Promise.all(
    [...server.collections.values()].map((collection) => describeCollection(collection, identity)),
  ),
});
