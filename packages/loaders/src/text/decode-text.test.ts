import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { decodeText } from "./decode-text.js";

const prose = "Der Schlüssel – „täglich“ gewechselt – kostet 5 €.\r\nÉtude, naïve façade.\n";
const chinese = "在这个例子中，我们轮换密钥。\n每九十天一次。\n";

function utf16(text: string, order: "le" | "be", mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
}

describe("decodeText", () => {
  it.each([prose, chinese, "plain ASCII\r\nwith line ends kept\r", "a"])(
    "reads UTF-8 and UTF-16, with and without mark: %j",
    (text) => {
      expect(decodeText("a.txt", Buffer.from(text))).toMatchObject({ text, encoding: "utf-8", warnings: [] });
      expect(decodeText("a.txt", Buffer.from(`\uFEFF${text}`)).text).toBe(text);
      for (const order of ["le", "be"] as const)
        expect(decodeText("a.txt", utf16(text, order, true))).toMatchObject({
          text,
          encoding: `utf-16${order}`,
          warnings: [],
        });
    },
  );

  it.each([prose, chinese])("recognises UTF-16 without mark: %j", (text) => {
    for (const order of ["le", "be"] as const)
      expect(decodeText("a.txt", utf16(text, order, false))).toMatchObject({ text, encoding: `utf-16${order}` });
  });

  it("reads text that is not UTF-8 as windows-1252, with a warning", () => {
    const bytes = Buffer.from([0x35, 0x20, 0x80, 0x20, 0x96, 0x20, 0x63, 0x61, 0x66, 0xe9, 0x2e]);
    expect(decodeText("a.txt", bytes)).toMatchObject({
      text: "5 € – café.",
      encoding: "windows-1252",
      warnings: [{ code: "decoding" }],
    });
    expect(decodeText("a.txt", Buffer.from("caf\u00e9", "latin1")).text).toBe("café");
  });

  it("keeps UTF-8 with damage, and marks the damage", () => {
    const cut = Buffer.from("naïve €").subarray(0, -1);
    expect(decodeText("a.txt", cut)).toMatchObject({
      text: "naïve \uFFFD",
      encoding: "utf-8",
      warnings: [{ code: "decoding" }],
    });
    const asciiThenHalf = Buffer.from("price: 5 €").subarray(0, -1);
    expect(decodeText("a.txt", asciiThenHalf)).toMatchObject({ text: "price: 5 \uFFFD", encoding: "utf-8" });
  });

  it.each(["倉庫の納期は三十日です。支払いは月末です。", "合同交货期为三十天。验收后付款，不得延期。"])(
    "recognises UTF-16 without mark and without zero bytes: %j",
    (text) => {
      for (const order of ["le", "be"] as const)
        expect(decodeText("a.txt", utf16(text, order, false))).toMatchObject({ text, encoding: `utf-16${order}` });
    },
  );

  it("replaces halves of UTF-16 pairs and an odd byte at the end", () => {
    const lone = Buffer.concat([utf16("smile \ud83d here", "le", true)]);
    expect(decodeText("a.txt", lone)).toMatchObject({ text: "smile \uFFFD here", warnings: [{ code: "decoding" }] });
    const odd = Buffer.concat([utf16("whole", "le", true), Buffer.from([0x41])]);
    expect(decodeText("a.txt", odd)).toMatchObject({ warnings: [{ code: "decoding" }] });
  });

  it.each([
    ["zero bytes", Buffer.from([0, 1, 2, 3, 0, 0, 7])],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d4948445200000001", "hex")],
    ["zero bytes after much text", Buffer.from(`${"text ".repeat(5000)}\0`)],
    ["control bytes", Buffer.from(Array.from({ length: 600 }, (_, n) => 1 + ((n * 37) % 255)))],
    [
      "a mark and noise",
      Buffer.from([0xff, 0xfe, ...Array.from({ length: 600 }, (_, n) => (n * n * 7 + n * 31) % 256)]),
    ],
  ])("calls %s binary", (_, bytes) => {
    expect(() => decodeText("junk.md", bytes)).toThrow(expect.objectContaining({ reason: "binary", path: "junk.md" }));
  });

  it("gives back any well-formed text without control characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.boolean(), (raw, mark) => {
        const text = raw.replace(/[\p{Cc}\uFEFF\uFFFE\uFFFF]/gu, "");
        fc.pre(text !== "");
        expect(decodeText("a.txt", Buffer.from((mark ? "\uFEFF" : "") + text)).text).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
