import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import createWabt from "wabt";
import { readRunsModule } from "./read-runs-module.js";

it("has the compiled form of its WebAssembly source", async () => {
  const wabt = await createWabt();
  const { buffer } = wabt
    .parseWat("read-runs.wat", readFileSync(new URL("read-runs.wat", import.meta.url), "utf8"))
    .toBinary({});
  expect(Buffer.from(buffer).toString("base64")).toBe(readRunsModule);
});
