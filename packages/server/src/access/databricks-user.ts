import { createHash } from "node:crypto";
import { userHeader, userName } from "./user-header.js";
import type { VerifyUser } from "./user.js";

/** Databricks Apps, whose proxy signs users in and forwards who they are. */
export interface DatabricksAppsOptions {
  /**
   * The workspace, as `DATABRICKS_HOST` has it, which is asked for the user's groups with the forwarded access token. The
   * app needs user authorization for that; without it, or without a host, a user has no groups.
   *
   * @defaultValue groups are not asked for
   */
  readonly host?: string | undefined;
}

/** How long a user's groups are believed. */
const groupsMs = 5 * 60_000;

/** Users whose groups are kept. */
const maxKept = 10_000;

const timeoutMs = 5_000;

/** Verifies users by the headers of Databricks Apps. */
export function databricksUser({ host }: DatabricksAppsOptions, now: () => number = Date.now): VerifyUser {
  const known = new Map<string, { readonly until: number; readonly groups: readonly string[] }>();
  const groupsOf = async (token: string, workspace: string): Promise<readonly string[]> => {
    const key = createHash("sha256").update(token).digest("hex");
    const kept = known.get(key);
    if (kept !== undefined && kept.until > now()) return kept.groups;
    const groups = await askForGroups(token, workspace);
    known.delete(key);
    if (known.size >= maxKept) known.delete(known.keys().next().value!);
    known.set(key, { until: now() + groupsMs, groups });
    return groups;
  };
  return async (incoming) => {
    const name = userHeader(incoming, "x-forwarded-email") ?? userHeader(incoming, "x-forwarded-preferred-username");
    if (name === null) return null;
    const token = userHeader(incoming, "x-forwarded-access-token");
    const groups = token === null || host === undefined ? [] : await groupsOf(token, host);
    return { name: userName(name), groups };
  };
}

/** A workspace that does not answer leaves the user without groups: fewer documents, never more. */
async function askForGroups(token: string, host: string): Promise<readonly string[]> {
  try {
    const workspace = /^https?:\/\//u.test(host) ? host : `https://${host}`;
    const response = await fetch(new URL("/api/2.0/preview/scim/v2/Me", workspace), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    const { groups = [] } = (await response.json()) as { readonly groups?: readonly { readonly display?: unknown }[] };
    return groups.flatMap(({ display }) => (typeof display === "string" ? display : []));
  } catch {
    return [];
  }
}
