import { readFileSync } from "node:fs";
import { readStaticTable } from "@ragstone/static-en";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import createWabt from "wabt";
import { addRowsModule } from "./add-rows-module.js";
import { simdStaticSum } from "./static-sum-simd.js";
import { plainStaticSum } from "./static-sum.js";

describe("the vectorised sum of table rows", () => {
  const table = readStaticTable();
  const plain = plainStaticSum(table);
  const simd = simdStaticSum()!;

  it("agrees with the plain loop on any ids", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: table.config.vocabSize + 5 }), { maxLength: 600 }), (ids) => {
        const [expected, actual] = [plain(ids), simd(ids)];
        expect(actual === null).toBe(expected === null);
        expect(
          Math.max(0, ...(expected ?? []).map((value, column) => Math.abs(value - actual![column]!))),
        ).toBeLessThan(2e-6);
      }),
    );
  });

  it("agrees on more ids than its memory takes at once", () => {
    const ids = Int32Array.from({ length: 40_000 }, (_, index) => (index * 7919) % table.config.vocabSize);
    const [expected, actual] = [plain(ids)!, simd(ids)!];
    expect(Math.max(...expected.map((value, column) => Math.abs(value - actual[column]!)))).toBeLessThan(1e-4);
  });

  it("is the compiled form of its source", async () => {
    const wabt = await createWabt();
    const source = readFileSync(new URL("../../wasm/add-rows.wat", import.meta.url), "utf8");
    const { buffer } = wabt.parseWat("add-rows.wat", source).toBinary({});
    expect(Buffer.from(buffer).toString("base64")).toBe(addRowsModule);
  });
});
