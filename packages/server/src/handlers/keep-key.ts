import { RequestError } from "../http/request-error.js";
import type { Handler } from "./call.js";

const loopback = /^(?:::1|(?:::ffff:)?127(?:\.\d+){3})$/u;

/** Only from this machine: elsewhere the key would cross a network that may not be encrypted. */
export const keepKey: Handler<"keys"> = async ({ server: { keys }, body: { provider, key }, exchange }) => {
  const keep = Object.hasOwn(keys, provider) ? keys[provider] : undefined;
  if (keep === undefined || !loopback.test(exchange.incoming.socket.remoteAddress ?? ""))
    throw new RequestError(403, "key-refused", `A key of ${JSON.stringify(provider)} cannot be entered here.`, {
      hint: "Set the provider's environment variable before the server starts.",
    });
  keep(key);
  return { provider };
};
