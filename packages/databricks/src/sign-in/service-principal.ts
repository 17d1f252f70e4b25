import { retriableOnce } from "@ragstone/core";
import { askTokenEndpoint, basicCredentials } from "./ask-token-endpoint.js";
import { cachedToken } from "./cached-token.js";
import { headerSafe } from "./header-safe.js";
import { lacking } from "./lacking.js";
import type { SignInMethod } from "./sign-in-method.js";
import { tokenEndpoint } from "./token-endpoint.js";

/** OAuth of a service principal, also of a Databricks App. */
export const servicePrincipal: SignInMethod = {
  type: "oauth-m2m",
  open({ settings, host }) {
    const id = settings.get("client_id");
    const secret = settings.get("client_secret");
    if (id === undefined || secret === undefined)
      return Promise.resolve(lacking(settings, ["client_id", "client_secret"]));
    const user = headerSafe("client_id", id);
    const password = headerSafe("client_secret", secret);
    const secrets = [password, basicCredentials(user, password)];
    const endpoint = retriableOnce(() => tokenEndpoint(host));
    const tokens = cachedToken(async () =>
      askTokenEndpoint({
        url: await endpoint(),
        basic: { user, password },
        form: { grant_type: "client_credentials", scope: "all-apis" },
        credential: "service principal",
        hint: "Check client id and secret, and that the service principal is a member of the workspace.",
        secrets,
      }),
    );
    return Promise.resolve({ tokens, source: secret.source, secrets });
  },
};
