import { expect, it } from "vitest";
import { isSignInConfigured } from "./is-sign-in-configured.js";

it("is configured with a host, whether or not there are credentials for it", async () => {
  expect(await isSignInConfigured({ env: { DATABRICKS_HOST: "h.example.com" } })).toBe(true);
  expect(await isSignInConfigured({ host: "h.example.com", env: {} })).toBe(true);
  expect(await isSignInConfigured({ env: { DATABRICKS_TOKEN: "dapi0123456789" } })).toBe(false);
});

it("reports a profile that is named and cannot be read", async () => {
  const missing = isSignInConfigured({ env: {}, configFile: "/nowhere/databrickscfg", profile: "DEV" });
  await expect(missing).rejects.toMatchObject({ code: "sign-in-failed" });
});
