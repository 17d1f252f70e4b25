import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { IndexSettings } from "@ragstone/core";
import type { StatusReport } from "@ragstone/engine";
import { postgresServer } from "@ragstone/testkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderOf, guide } from "../../engine/test/folder.js";
import { postgresIndex } from "../../postgres/src/index.js";
import { ragstone } from "./command.js";
import type { ErrorJson } from "./databricks.js";

const server = await postgresServer();
afterAll(() => server?.stop());

describe.skipIf(server === null)("settings that somebody else wrote into a shared index", () => {
  let listener: Server;
  let requests = 0;
  let url = "";
  beforeAll(async () => {
    listener = createServer((_, response) => {
      requests += 1;
      response.writeHead(500).end();
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => {
      listener.once("listening", resolve);
    });
    url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  });
  afterAll(() => void listener.close());

  /** An index of a folder whose settings were replaced. */
  async function indexedWith(settings: object): Promise<{ readonly folder: string; readonly index: string }> {
    const folder = await folderOf({ "keys.md": guide });
    const index = `${server!.url}?collection=settings-${randomUUID()}`;
    expect(await ragstone(["index", folder, "--index", index])).toMatchObject({ code: 0 });
    await postgresIndex({ url: index }).writeSettings({ version: 1, ...settings } as IndexSettings);
    return { folder, index };
  }

  test.each([
    ["a model of another service", () => ({ embedder: "databricks:gte-large-en", baseUrl: url }), "embedder"],
    ["a server of its own", () => ({ embedder: "openai:any", baseUrl: url }), "embedder"],
    ["a model file of this machine", () => ({ embedder: "onnx:/tmp/model" }), "embedder"],
    ["an address for the built-in model", () => ({ embedder: "static-en-v1", baseUrl: url }), "baseUrl"],
  ])("%s is not used without the user's consent", async (_, settings, setting) => {
    const { folder, index } = await indexedWith(settings());
    // What a user who signed in to such services has.
    const env = { OPENAI_API_KEY: "secret", DATABRICKS_TOKEN: "secret", DATABRICKS_HOST: url };
    const commands = [
      ["search", "keys"],
      ["index", folder],
      ["ask", "How often are signing keys rotated?"],
      ["plan", folder],
      ["copy", "--from", index, "--to", join(folder, "copied")],
    ];
    for (const args of setting === "baseUrl" ? commands : commands.slice(0, 2)) {
      const place = args[0] === "copy" ? [] : ["--index", index];
      const ended = await ragstone([...args, ...place, "--json"], { env });
      expect({ args, code: ended.code }).toEqual({ args, code: 2 });
      expect(ended.json<ErrorJson>().error).toMatchObject({ code: "consent-required", message: expect.stringContaining(setting) }); // prettier-ignore
    }
    expect(requests).toBe(0);
  });

  test("a folder in them is not read", async () => {
    const secret = await folderOf({ "secret.md": "The password is swordfish." });
    const { folder, index } = await indexedWith({ embedder: "static-en-v1", folder: secret });
    expect((await ragstone(["status", "--index", index, "--json"])).json<StatusReport>().folder).toBe(folder);
    const elsewhere = { XDG_DATA_HOME: await folderOf({}) };
    expect((await ragstone(["index", "--index", index], { env: elsewhere })).code).toBe(2);
    const found = await ragstone(["search", "swordfish", "--index", index, "--json"], { env: elsewhere });
    expect(found.out).not.toContain("secret.md");
  });

  test("values of another kind are as if there were none", async () => {
    const { folder, index } = await indexedWith({ embedder: "static-en-v1", include: "**", exclude: { a: 1 } });
    const run = await ragstone(["index", folder, "--index", index, "--json"]);
    expect(run).toMatchObject({ code: 0 });
    expect(run.json<{ documents: object }>().documents).toMatchObject({ unchanged: 1 });
  });
});
