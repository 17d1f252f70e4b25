import { expect, it } from "vitest";
import { isEngineUrl, openEngine } from "./open-engine.js";

it.each([
  ["postgres://u:secret@db/x?collection=docs", true],
  ["opensearch://search/docs", true],
  ["mongodb://host/x", true],
  ["C:\\docs\\.ragstone", false],
  ["c://docs", false],
  ["docs/.ragstone", false],
  ["./postgres:", false],
])("%s names an engine: %s", (index, expected) => {
  expect(isEngineUrl(index)).toBe(expected);
});

it("names the package of an engine that is not installed, and no secret of its URL", async () => {
  const missing = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
  const error: unknown = await openEngine("opensearch://u:secret@db/x", {
    load: () => Promise.reject(missing),
  }).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    code: "dependency-missing",
    hint: expect.stringContaining("npm install @ragstone/opensearch") as string,
    data: { package: "@ragstone/opensearch" },
  });
  expect(String(error)).not.toContain("secret");
});

it("names the package of an engine that the installed version does not have yet", async () => {
  const older = Object.assign(new Error("not exported"), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  await expect(
    openEngine("databricks-vs://catalog.schema.index", { load: () => Promise.reject(older) }),
  ).rejects.toMatchObject({
    code: "dependency-missing",
    data: { package: "@ragstone/databricks" },
  });
});

it("lists the schemes that exist for one that does not, and no secret of its URL", async () => {
  const error: unknown = await openEngine("mongodb://u:secret@db/x").catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "invalid-option" });
  expect(String(error)).toMatch(/mongodb:\/\/….*postgres:\/\/.*opensearch:\/\/.*databricks-vs:\/\//u);
  expect(String(error)).not.toContain("secret");
});

it("gives the whole URL to the engine that it names", async () => {
  const opened: string[] = [];
  const provider = { describe: () => ({ engine: "postgres", name: "x", dir: null }) };
  const load = async (name: string) => ({
    openIndexProvider: (url: string) => {
      opened.push(name, url);
      return provider;
    },
  });
  expect(await openEngine("postgresql://u:secret@db/x?collection=docs", { load })).toBe(provider);
  expect(opened).toEqual(["@ragstone/postgres", "postgresql://u:secret@db/x?collection=docs"]);
});

it("passes on errors that an engine itself throws", async () => {
  const broken = new Error("broken");
  await expect(openEngine("opensearch://x", { load: () => Promise.reject(broken) })).rejects.toBe(broken);
});
