import type { Block, CellValue, TableCell } from "@ragstone/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packBlocks, unpackBlocks } from "./pack-blocks.js";

const value = fc.oneof(
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((number): CellValue => ({ type: "number", value: number + 0 })),
  fc.boolean().map((truth): CellValue => ({ type: "boolean", value: truth })),
  fc.constantFrom("2024-03-05", "2024-03-05T14:30:00").map((date): CellValue => ({ type: "date", value: date })),
  fc.string().map((text): CellValue => ({ type: "string", value: text })),
);
const cells = fc
  .array(fc.record({ gap: fc.nat(9), length: fc.integer({ min: 1, max: 30 }), value }), { maxLength: 20 })
  .map((parts): TableCell[] => {
    let end = 0;
    return parts.map((part) => {
      const start = end + part.gap;
      end = start + part.length;
      return { start, end, ...part.value };
    });
  });

describe("packed blocks", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(cells, (typed) => {
        const blocks: Block[] = [
          { kind: "heading", start: 0, end: 3, level: 1, label: "S" },
          { kind: "table", start: 5, end: 900, header: { start: 5, end: 20 }, cells: typed },
        ];
        // JSON has no negative zero, and nobody computes with it.
        expect(unpackBlocks(packBlocks(blocks))).toEqual(blocks);
      }),
    );
  });

  it("of an index from before cells are read as they are", () => {
    const blocks: Block[] = [{ kind: "table", start: 0, end: 9, header: { start: 0, end: 3 } }];
    expect(unpackBlocks(JSON.stringify(blocks))).toEqual(blocks);
  });

  it("take a few bytes per cell", () => {
    const many = Array.from({ length: 1000 }, (_, at): TableCell => ({
      start: at * 10,
      end: at * 10 + 4,
      type: "number",
      value: at,
    }));
    expect(packBlocks([{ kind: "table", start: 0, end: 9994, cells: many }]).length).toBeLessThan(10_000);
  });
});
