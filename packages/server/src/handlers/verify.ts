import { viewOf } from "../collections/view-of.js";
import type { Handler } from "./call.js";

export const verify: Handler<"verify"> = ({ collection, identity, body, signal }) =>
  viewOf(collection, identity).verify(body.answer, { signal });
