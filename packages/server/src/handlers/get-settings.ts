import type { Handler } from "./call.js";

export const getSettings: Handler<"settings"> = async ({ server: { version, collections, keys }, identity }) => {
  const owner = identity.scope === null;
  const write = owner && [...collections.values()].some(({ writable }) => writable);
  return { version, caller: identity.name, owner, write, keys: owner ? Object.keys(keys) : [] };
};
