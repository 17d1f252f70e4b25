import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { userAgent } from "./user-agent.js";

it("the user agent has the version of the package", () => {
  const file = new URL("../../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  expect(userAgent).toBe(`ragstone/${version}`);
});
