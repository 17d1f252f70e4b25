import type { Handler } from "./call.js";

export const cancelIndex: Handler<"cancelIndex"> = async ({ collection: { run } }) => {
  run?.abort(new DOMException("The run was cancelled.", "AbortError"));
  return { cancelled: run !== null };
};
