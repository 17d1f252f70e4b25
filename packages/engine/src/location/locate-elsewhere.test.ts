import { createHash } from "node:crypto";
import { join } from "node:path";
import type { IndexFingerprint } from "@ragstone/core";
import { memoryIndex } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { place } from "../../test/places.js";
import { locateElsewhere, rememberFolder } from "./locate-elsewhere.js";

const fingerprint = { embedder: { model: "m", dimensions: 1 }, chunker: "c" } as unknown as IndexFingerprint;

describe("an index that another engine keeps", () => {
  it("has one folder for each name on this machine, which later versions find again", async () => {
    const { docs, machine } = await place();
    const provider = memoryIndex();
    const { name } = provider.describe();
    const dir = join(machine.dataDir, "ragstone/engines", createHash("sha256").update(name).digest("hex").slice(0, 24));
    expect(await locateElsewhere(provider, { folder: docs }, machine)).toEqual({
      dir,
      name,
      folder: docs,
      folderFrom: "caller",
    });
  });

  it("must be given a folder that is there as long as it does not exist", async () => {
    const { docs, machine } = await place();
    await expect(locateElsewhere(memoryIndex(), {}, machine)).rejects.toMatchObject({ code: "index-missing" });
    await expect(locateElsewhere(memoryIndex(), { folder: join(docs, "none") }, machine)).rejects.toMatchObject({
      code: "invalid-option",
    });
  });

  it("belongs to the folder that this machine remembers, or to none that is known", async () => {
    const { root, docs, machine } = await place();
    const provider = memoryIndex();
    await (await provider.write({ create: fingerprint })).close();
    const guess = await locateElsewhere(provider, {}, machine);
    expect(guess).toMatchObject({ folder: guess.dir, folderFrom: "guess" });
    expect(await locateElsewhere(provider, { folder: docs }, machine)).toMatchObject({
      folder: docs,
      folderFrom: "caller",
    });
    await rememberFolder({ ...guess, folder: docs });
    for (const options of [{}, { folder: docs }, { folder: join(docs, "sub") }])
      expect(await locateElsewhere(provider, options, machine)).toMatchObject({ folder: docs, folderFrom: "index" });
    const other = { folder: join(root, "cloud") };
    await expect(locateElsewhere(provider, other, machine)).rejects.toMatchObject({ code: "invalid-option" });
    expect(await locateElsewhere(provider, { ...other, overrideFolder: true }, machine)).toMatchObject(other);
  });
});
