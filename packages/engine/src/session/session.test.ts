import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Embedder, IndexProvider, IndexSettings } from "@ragstone/core";
import { staticEmbedder } from "@ragstone/embedders";
import { memoryIndex } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { folderOf } from "../../test/folder.js";
import { folderId } from "../location/folder-id.js";
import { builtInProviders } from "../models/built-in-providers.js";
import { createProviderRegistry } from "../models/provider-registry.js";
import { Session, type SessionOptions } from "./session.js";

/** A session over an index in memory, next to the documents as far as it knows; records what is closed. */
async function sessionOf(options: Partial<SessionOptions> = {}) {
  const folder = await folderOf({ "a.md": "Keys rotate." });
  const inner = memoryIndex();
  const closed: string[] = [];
  let reads = 0;
  let isFailing = false;
  const provider: IndexProvider = {
    ...inner,
    async read(given) {
      if (isFailing) throw new Error("gone");
      const reader = await inner.read(given);
      reads += 1;
      const name = `reader ${reads}`;
      return Object.assign(reader, { close: async () => void closed.push(name) });
    },
  };
  const embedder = (model: string): Embedder => {
    const made = staticEmbedder();
    const close = async () => void closed.push(model);
    return { ...made, fingerprint: { ...made.fingerprint, model }, close };
  };
  const session = new Session({
    location: { dir: join(folder, ".ragstone"), folder, folderFrom: "caller" },
    provider,
    embedder: embedder("first"),
    providers: createProviderRegistry(builtInProviders()),
    models: { workingDir: folder },
    ...options,
  });
  const fail = () => {
    isFailing = true;
  };
  return { session, provider, folder, embedder, closed, fail };
}

describe("closing a session", () => {
  it("closes its parts once, and nothing that was never used", async () => {
    const { session, closed } = await sessionOf();
    await session.close();
    expect(closed).toEqual([]);
    const used = await sessionOf();
    await used.session.readerOrNew();
    await used.session.close();
    expect(used.closed.toSorted()).toEqual(["first", "reader 1"]);
  });

  it("closes the parts from before a migration too, which reads may use until then", async () => {
    const { session, closed, embedder } = await sessionOf();
    const before = [await session.readerOrNew(), await session.embedder()];
    session.adopt(embedder("second"));
    const after = [await session.reader(), await session.embedder()];
    for (const [at, part] of after.entries()) expect(part).not.toBe(before[at]);
    expect((await session.settings()).embedder).toBe("second");
    expect(closed).toEqual([]);
    await session.close();
    expect(closed.toSorted()).toEqual(["first", "reader 1", "reader 2", "second"]);
  });

  it("refuses rerankers of specs afterwards, which nothing would close", async () => {
    const { session } = await sessionOf({ reranker: "minilm" });
    await session.close();
    await expect(session.reranker()).rejects.toMatchObject({ code: "index-closed" });
    expect(await session.reranker("off")).toBeNull();
  });

  it("names the reranker's option for a spec without a name", async () => {
    const { session } = await sessionOf();
    await expect(session.reranker("onnx:")).rejects.toMatchObject({ data: { option: "reranker" } });
  });

  it("waits for the writes that were called, and refuses later ones", async () => {
    const { session, provider } = await sessionOf();
    const order: string[] = [];
    let end = () => {};
    const write = session.write(async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
        order.push("begun");
      });
      order.push("written");
    });
    const failing = session.exclusively(() => Promise.reject(new Error("full")));
    const closing = session.close().then(() => order.push("closed"));
    await expect.poll(() => order).toEqual(["begun"]);
    end();
    await expect(failing).rejects.toThrow("full");
    await Promise.all([write, closing]);
    expect(order).toEqual(["begun", "written", "closed"]);
    await expect(session.write(() => Promise.resolve())).rejects.toMatchObject({
      code: "index-closed",
      data: { index: provider.describe().name },
    });
  });

  it("closes the other parts where one could not be made", async () => {
    const { session, closed, fail } = await sessionOf();
    await session.embedder();
    await session.write(() => Promise.resolve());
    fail();
    const reading = session.reader();
    await session.close();
    await expect(reading).rejects.toThrow("gone");
    expect(closed).toEqual(["first"]);
  });
});

describe("a write of a session", () => {
  it("makes the index, records the settings when it is accepted, and closes the index whatever happens", async () => {
    const { session, provider } = await sessionOf({ include: ["*.md"], targetTokens: 64 });
    await expect(session.exclusively((write) => write(() => Promise.reject(new Error("full"))))).rejects.toThrow(
      "full",
    );
    expect(await provider.exists()).toBe(true);
    expect(await provider.readSettings()).toBeNull();
    await session.write((index) => index.status());
    const expected: IndexSettings = {
      version: 1,
      folder: "..",
      embedder: "first",
      include: ["*.md"],
      targetTokens: 64,
    };
    expect(await provider.readSettings()).toEqual(expected);
  });

  it("does not bring back a folder that is gone, with an index in it", async () => {
    const { session, provider, folder } = await sessionOf();
    rmSync(folder, { recursive: true });
    await expect(session.write(() => Promise.resolve())).rejects.toMatchObject({ code: "invalid-option" });
    expect([await provider.exists(), existsSync(folder)]).toEqual([false, false]);
  });

  it("needs no folder where the index is elsewhere", async () => {
    const gone = { dir: join(await folderOf({}), "idx"), folder: "/nowhere", folderFrom: "index" } as const;
    const { session, provider } = await sessionOf({ location: gone });
    await session.write(() => Promise.resolve());
    expect(await provider.exists()).toBe(true);
  });
});

describe("the settings of a session", () => {
  it("are the requested ones, else the index's, else the defaults", async () => {
    const { session, provider, folder } = await sessionOf({ exclude: ["b/**"], models: { workingDir: "/" } });
    await session.write(() => Promise.resolve());
    const stored: IndexSettings = {
      version: 1,
      folder: "..",
      embedder: "stored",
      baseUrl: "http://127.0.0.1:9/v1",
      targetTokens: 99,
      include: ["a/**"],
      exclude: ["c/**"],
    };
    await provider.writeSettings(stored);
    const parts = { provider, location: session.location, providers: session.providers };
    expect(await new Session({ ...parts, models: { workingDir: folder } }).settings()).toEqual(stored);
    const requested = {
      embedder: "static-en-v1",
      targetTokens: "window",
      include: ["x/**"],
      exclude: ["y/**"],
    } as const;
    const models = { workingDir: folder, baseUrl: "http://127.0.0.1:8/v1" };
    expect(await new Session({ ...parts, ...requested, models }).settings()).toEqual({
      version: 1,
      folder: "..",
      baseUrl: models.baseUrl,
      ...requested,
    });
    const fresh = new Session({ ...parts, provider: memoryIndex(), models: { workingDir: folder } });
    expect(await fresh.settings()).toEqual({ version: 1, folder: "..", embedder: "static-en-v1" });
  });

  it("identify the folder where the index is in the user's data, by the stored one while the folder is away", async () => {
    const { session, provider, folder } = await sessionOf();
    await session.write(() => Promise.resolve());
    const idOf = async (location: Partial<SessionOptions["location"]>) => {
      const parts = { provider, providers: session.providers, models: session.models };
      return (await new Session({ ...parts, location: { ...session.location, ...location } }).settings()).folderId;
    };
    expect(await idOf({})).toBeUndefined();
    expect(await idOf({ inUserData: true })).toBe(await folderId(folder));
    await provider.writeSettings({ version: 1, folder: "..", embedder: "first", folderId: "7-7" });
    expect(await idOf({ inUserData: true, folder: `${folder}/away` })).toBe("7-7");
  });

  it("contain no path where another engine has the index", async () => {
    const { session } = await sessionOf();
    const location = { ...session.location, name: "memory:shared" };
    const { provider, providers, models } = session;
    expect((await new Session({ location, provider, providers, models }).settings()).folder).toBeUndefined();
  });

  it("are read again until there is an index, and kept from then on", async () => {
    const { session, provider } = await sessionOf({ embedder: "static-en-v1" });
    expect((await session.settings()).include).toBeUndefined();
    // As another process does.
    await (await provider.write({ create: await session.fingerprint() })).close();
    const settings: IndexSettings = { version: 1, folder: "..", embedder: "static-en-v1", include: ["a/**"] };
    await provider.writeSettings(settings);
    expect((await session.settings()).include).toEqual(["a/**"]);
    await provider.writeSettings({ ...settings, include: ["b/**"] });
    expect((await session.settings()).include).toEqual(["a/**"]);
  });
});
