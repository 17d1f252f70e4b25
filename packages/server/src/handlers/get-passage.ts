import { documentName } from "@ragstone/core";
import { viewOf } from "../collections/view-of.js";
import { RequestError } from "../http/request-error.js";
import type { Handler } from "./call.js";

export const getPassage: Handler<"passage"> = async ({ collection, identity, query, signal }) => {
  const { id, path, origin, start, end } = query;
  const isRange = path !== undefined && start !== undefined && end !== undefined;
  if ((id === undefined) === !isRange)
    throw new RequestError(400, "invalid-option", "The query names no passage, or two.", {
      hint: "Give either `id`, or `path`, `start` and `end`.",
    });
  const target = id ?? `${documentName({ origin, path: path! })}:${start}-${end}`;
  return viewOf(collection, identity).show(target, { signal });
};
