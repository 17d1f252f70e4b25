import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minilmDir } from "@ragstone/minilm-en";
import { afterEach, beforeEach, expect, it } from "vitest";
import { minilmState } from "./minilm-state.js";

const absent = () => Promise.reject(new Error("not installed"));
let modelsDir: string;

beforeEach(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), "ragstone-models-"));
});
afterEach(() => rm(modelsDir, { recursive: true }));

it("is ready with the whole model and a runtime only", async () => {
  expect(await minilmState({ modelsDir, load: absent })).toBe("missing");
  await cp(minilmDir, join(modelsDir, "minilm"), { recursive: true });
  expect(await minilmState({ modelsDir, load: absent })).toBe("no-runtime");
  expect(await minilmState({ modelsDir, load: () => Promise.resolve({}) })).toBe("ready");
  await writeFile(join(modelsDir, "minilm", "config.json"), "{}");
  expect(await minilmState({ modelsDir })).toBe("damaged");
});
