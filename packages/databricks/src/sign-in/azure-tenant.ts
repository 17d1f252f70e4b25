import { userAgent } from "../requests/user-agent.js";

const timeoutMs = 10_000;

/**
 * The tenant of a workspace on Azure, from the address that its sign-in page redirects to, or `null`: the first part of
 * the path, as Databricks' SDK reads it (databricks-sdk-py, config.py).
 */
export async function azureTenant(host: string): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${host}/aad/auth`, {
      headers: { "user-agent": userAgent },
      redirect: "manual",
      signal,
    });
    await response.body?.cancel();
    const location = response.headers.get("location");
    if (location === null || !URL.canParse(location)) return null;
    const tenant = new URL(location).pathname.split("/")[1] ?? "";
    return /^[\w.-]+$/.test(tenant) ? tenant : null;
  } catch {
    return null;
  }
}
