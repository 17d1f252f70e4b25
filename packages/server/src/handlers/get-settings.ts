import type { Handler } from "./call.js";

export const getSettings: Handler<"settings"> = async ({
  server: { version, collections, keys, history, limits },
  identity,
}) => {
  const owner = identity.scope === null;
  const write = owner && [...collections.values()].some(({ writable }) => writable);
  return {
    version,
    caller: identity.name,
    owner,
    write,
    uploadBytes: limits.uploadBytes,
    history: history !== null,
    keys: owner ? Object.keys(keys) : [],
  };
};
