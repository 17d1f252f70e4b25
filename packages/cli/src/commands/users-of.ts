import { InvalidOptionError } from "@ragstone/core";
import type { UserOptions } from "@ragstone/server";
import type { Flags } from "../options/settings.js";

/**
 * The ways in which users may prove who they are.
 *
 * @throws {@link InvalidOptionError} for flags that need another, and for Databricks Apps elsewhere: any client could send
 * the headers of its proxy
 */
export function usersOf(flags: Flags, env: NodeJS.ProcessEnv): UserOptions {
  return { ...proxyOf(flags), ...oidcOf(flags), ...databricksAppsOf(flags, env) };
}

function proxyOf({ proxy, userHeader, groupsHeader }: Flags): Pick<UserOptions, "proxy"> {
  if (proxy !== undefined) return { proxy: { addresses: proxy, ...defined({ userHeader, groupsHeader }) } };
  needed(userHeader === undefined ? null : "--user-header", "--proxy ADDR");
  needed(groupsHeader === undefined ? null : "--groups-header", "--proxy ADDR");
  return {};
}

function oidcOf({
  oidcIssuer: issuer,
  oidcAudience: audience,
  userClaim,
  groupsClaim,
}: Flags): Pick<UserOptions, "oidc"> {
  if (issuer !== undefined && audience !== undefined)
    return { oidc: { issuer, audience, ...defined({ userClaim, groupsClaim }) } };
  needed(issuer === undefined ? null : "--oidc-issuer", "--oidc-audience NAME");
  needed(audience === undefined ? null : "--oidc-audience", "--oidc-issuer URL");
  needed(userClaim === undefined ? null : "--user-claim", "--oidc-issuer URL");
  needed(groupsClaim === undefined ? null : "--groups-claim", "--oidc-issuer URL");
  return {};
}

function databricksAppsOf({ databricksApps }: Flags, env: NodeJS.ProcessEnv): Pick<UserOptions, "databricksApps"> {
  if (databricksApps !== true) return {};
  if (env["DATABRICKS_APP_NAME"] === undefined)
    throw new InvalidOptionError(
      "--databricks-apps",
      true,
      "a server that runs in Databricks Apps, which set DATABRICKS_APP_NAME",
      "Elsewhere any client could send the headers that name users; use --proxy ADDR.",
    );
  return { databricksApps: { host: env["DATABRICKS_HOST"] } };
}

function needed(flag: string | null, other: string): void {
  if (flag !== null) throw new InvalidOptionError(flag, "alone", `an option together with ${other}`);
}

function defined<T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
