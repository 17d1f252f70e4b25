import { headerSafe } from "./header-safe.js";
import { lacking } from "./lacking.js";
import type { SignInMethod } from "./sign-in-method.js";

/** A personal access token, or any other bearer token that the caller renews. */
export const personalToken: SignInMethod = {
  type: "pat",
  open({ settings }) {
    const setting = settings.get("token");
    if (setting === undefined) return Promise.resolve(lacking(settings, ["token"]));
    const token = headerSafe("token", setting);
    const tokens = { get: () => Promise.resolve(token), refuse: () => false, hasEnded: () => false, known: () => [] };
    return Promise.resolve({ tokens, source: setting.source, secrets: [token] });
  },
};
