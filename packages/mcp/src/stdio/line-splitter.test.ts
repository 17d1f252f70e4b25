import fc from "fast-check";
import { expect, test } from "vitest";
import { LineSplitter } from "./line-splitter.js";

test("splits any bytes at line feeds, wherever the pieces end", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "grapheme", maxLength: 12 })),
      fc.integer({ min: 1, max: 7 }),
      (texts, size) => {
        const lines = texts.map((text) => text.replaceAll("\n", ""));
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
        const splitter = new LineSplitter(1000, () => expect.unreachable());
        const found: string[] = [];
        for (let at = 0; at < bytes.length; at += size) found.push(...splitter.push(bytes.subarray(at, at + size)));
        expect(found).toStrictEqual(lines.map((line) => line.toWellFormed()));
      },
    ),
  );
});

test("leaves out a line above the limit and continues with the next", () => {
  let tooLong = 0;
  const splitter = new LineSplitter(5, () => (tooLong += 1));
  const found = ["12345\n123", "456", "789\nab", "c\n"].flatMap((piece) => splitter.push(Buffer.from(piece)));
  expect(found).toStrictEqual(["12345", "abc"]);
  expect(tooLong).toBe(1);
});
