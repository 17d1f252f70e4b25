import { describe, expect, it } from "vitest";
import { mediaTypeOf } from "../src/index.js";
import { makeDocx, paragraph } from "./make-docx.js";
import { makeEpub, makePptx, makeWorkbook, zipOf } from "./make-office.js";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

describe("mediaTypeOf", () => {
  it.each<[string, Uint8Array, string | null]>([
    ["a.md", Buffer.from("# x"), "text/markdown"],
    ["A.MD", Buffer.from("# x"), "text/markdown"],
    ["a.txt", Buffer.from("%PDF-1.7\n"), "application/pdf"],
    ["a.txt", Buffer.from("about %PDF-1.7 files"), "text/plain"],
    ["unnamed", makeDocx(paragraph("x")), docx],
    ["wrong.txt", makeDocx(paragraph("x")), docx],
    ["a", makePptx([{ title: "x" }]), "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
    ["a", makeWorkbook("xlsx", { S: [["x"]] }), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ["a", makeEpub(["<p>x</p>"]), "application/epub+zip"],
    ["a.zip", zipOf({ "a.md": "x" }), null],
    ["unnamed", zipOf({ "a.md": "x" }), null],
    ["a.docx", Buffer.from("PK\u0003\u0004 cut"), docx],
    ["a.png", png, null],
    ["unnamed", png, null],
    ["junk.md", png, "text/markdown"],
    ["a.zip", Buffer.from("text"), null],
    ["page", Buffer.from("\uFEFF  <!-- c -->\n<!DOCTYPE html><p>x"), "text/html"],
    ["saved.pdf", Buffer.from("<html><body>404"), "text/html"],
    ["a.xml", Buffer.from('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>'), "text/html"],
    ["a.md", Buffer.from("<html><body>x"), "text/markdown"],
    ["feed", Buffer.from('<?xml version="1.0"?><rss/>'), "application/xml"],
    ["LICENSE", Buffer.from("text"), "text/plain"],
    [".env", Buffer.from("A=1"), "text/plain"],
    ["v1.2", Buffer.from("text"), "text/plain"],
    ["utf16", Buffer.from("\uFEFFtext", "utf16le"), "text/plain"],
    ["noise", Buffer.from([1, 2, 3, 0, 4]), null],
    ["a.rtf", Buffer.from("{\\rtf1 x}"), "application/rtf"],
    ["old.doc", Buffer.from("d0cf11e0a1b11ae1", "hex"), "application/msword"],
  ])("of %s by content %o is %s", (path, bytes, expected) => {
    expect(mediaTypeOf(path, bytes)).toBe(expected);
  });
});
