import { databricksUser } from "./databricks-user.js";
import { oidcUser } from "./oidc-user.js";
import { proxyUser } from "./proxy-user.js";
import type { UserOptions } from "./user-options.js";
import type { VerifyUser } from "./user.js";

/** The ways that are set up, in turn: a token that the request itself carries counts before headers of a proxy. */
export function verifyUser({ proxy, oidc, databricksApps }: UserOptions): VerifyUser {
  const ways = [
    oidc === undefined ? null : oidcUser(oidc),
    proxy === undefined ? null : proxyUser(proxy),
    databricksApps === undefined ? null : databricksUser(databricksApps),
  ].filter((way) => way !== null);
  return async (incoming) => {
    for (const verify of ways) {
      const user = await verify(incoming);
      if (user !== null) return user;
    }
    return null;
  };
}
