import { describe, expect, it } from "vitest";
import { mediaTypeOf } from "../src/index.js";
import { makeDocx, paragraph } from "./make-docx.js";
import { CFB } from "@e965/xlsx";
import { makeEpub, makePptx, makeWorkbook, zipOf } from "./make-office.js";

/** A compound file with the given entries, written by SheetJS. */
function compound(...names: readonly string[]): Uint8Array {
  const container = CFB.utils.cfb_new();
  for (const name of names) CFB.utils.cfb_add(container, `/${name}`, Buffer.alloc(5000, 1));
  return new Uint8Array(CFB.write(container, { type: "buffer" }) as Buffer);
}

/** The same compound file with its directory in new sectors at the end, chained by the last part of the table. */
function directoryMovedToEnd(file: Uint8Array): Uint8Array {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const sectorOf = (number: number) => file.subarray((number + 1) * 512, (number + 2) * 512);
  const lists: number[] = Array.from({ length: 109 }, (_, n) => view.getUint32(76 + n * 4, true));
  for (let list = view.getUint32(68, true); list < 0xfffffffa;) {
    const entries = new DataView(file.buffer, file.byteOffset + (list + 1) * 512, 512);
    for (let n = 0; n < 127; n += 1) lists.push(entries.getUint32(n * 4, true));
    list = entries.getUint32(508, true);
  }
  const next = (sector: number) => {
    const at = file.byteOffset + (lists[Math.floor(sector / 128)]! + 1) * 512 + (sector % 128) * 4;
    return new DataView(file.buffer, at, 4);
  };
  const chain: number[] = [];
  for (let sector = view.getUint32(48, true); sector < 0xfffffffa; sector = next(sector).getUint32(0, true))
    chain.push(sector);
  const first = file.byteLength / 512 - 1;
  const moved = Buffer.concat([file, ...chain.map(sectorOf)]);
  const out = new DataView(moved.buffer, moved.byteOffset, moved.byteLength);
  out.setUint32(48, first, true);
  for (const [n] of chain.entries()) {
    const at = (lists[Math.floor((first + n) / 128)]! + 1) * 512 + ((first + n) % 128) * 4;
    out.setUint32(at, n + 1 < chain.length ? first + n + 1 : 0xfffffffe, true);
  }
  return moved;
}

const iwa = zipOf({ "Index/Document.iwa": "x", "Metadata/Properties.plist": "x" });
const pem = Buffer.from("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");
const opendocument = (kind: string) =>
  zipOf({ mimetype: `application/vnd.oasis.opendocument.${kind}`, "content.xml": "<x/>" });

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

describe("mediaTypeOf", () => {
  it("of a compound file of 20 MB is found in a directory at its end", () => {
    const container = CFB.utils.cfb_new();
    CFB.utils.cfb_add(container, "/Pictures", Buffer.alloc(20_000_000, 1));
    for (let n = 0; n < 40; n += 1) CFB.utils.cfb_add(container, `/Other${n}`, Buffer.alloc(10));
    CFB.utils.cfb_add(container, "/PowerPoint Document", Buffer.alloc(5000, 1));
    const bytes = new Uint8Array(CFB.write(container, { type: "buffer" }) as Buffer);
    // The writer puts the directory first; a file that was saved often has it anywhere.
    expect(mediaTypeOf("unnamed", directoryMovedToEnd(bytes))).toBe("application/vnd.ms-powerpoint");
  });

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
    ["unnamed", compound("WordDocument", "1Table"), "application/msword"],
    ["unnamed", compound("ObjectPool/_1/WordDocument", "Workbook"), "application/vnd.ms-excel"],
    ["renamed.docx", compound("WordDocument"), "application/msword"],
    ["unnamed", compound("PowerPoint Document", "Current User"), "application/vnd.ms-powerpoint"],
    ["unnamed", compound("__properties_version1.0", "__nameid_version1.0/x"), "application/vnd.ms-outlook"],
    ["unnamed", compound("\u0005HwpSummaryInformation", "FileHeader", "BodyText/Section0"), "application/x-hwp"],
    ["unnamed", compound("EncryptionInfo", "EncryptedPackage"), docx],
    ["unnamed", compound("\u0005SummaryInformation", "Catalog"), null],
    ["key.pub", compound("Quill/QuillSub/CONTENTS", "Contents"), "application/vnd.ms-publisher"],
    ["key.pub", Buffer.from("ssh-ed25519 AAAA ann@host"), null],
    ["deck.key", iwa, "application/vnd.apple.keynote"],
    ["unnamed", iwa, "application/x-iwork"],
    ["a.numbers", iwa, "application/vnd.apple.numbers"],
    ["private.key", pem, null],
    ["archive.key", zipOf({ "a.md": "x" }), null],
    ["unnamed", opendocument("text"), "application/vnd.oasis.opendocument.text"],
    ["unnamed", opendocument("text-template"), "application/vnd.oasis.opendocument.text"],
    ["unnamed", opendocument("presentation"), "application/vnd.oasis.opendocument.presentation"],
    ["unnamed", makeWorkbook("ods", { S: [["x"]] }), "application/vnd.oasis.opendocument.spreadsheet"],
    ["unnamed", zipOf({ mimetype: "application/hwp+zip", "Contents/section0.xml": "<x/>" }), "application/hwp+zip"],
    ["unnamed", Buffer.from("e4525c7b8cd8a74daeb15378d02996d3", "hex"), "application/onenote"],
    ["notes.one", Buffer.from("e4525c7b8cd8a74daeb15378d02996d3", "hex"), "application/onenote"],
    ["unnamed", Buffer.from("ITSF\u0003\0\0\0"), "application/vnd.ms-htmlhelp"],
    ["a.ps", Buffer.from("%!PS-Adobe-3.0\n"), "application/postscript"],
    ["unnamed", Buffer.from("ITOLITLS"), "application/x-ms-reader"],
    [
      "a",
      zipOf({ mimetype: "application/vnd.sun.xml.writer", "content.xml": "<x/>" }),
      "application/vnd.sun.xml.writer",
    ],
    [
      "a.xml",
      Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<x/>'),
      "application/vnd.ms-word.xml",
    ],
    ["a.xml", Buffer.from('<?xml version="1.0"?><pkg:package xmlns:pkg="x"/>'), "application/vnd.ms-word.xml"],
    [
      "a.xml",
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><x/>'),
      "application/vnd.ms-excel",
    ],
    ["a.txt", Buffer.from("From: the staff\nTo: all\nSubject: memo\n"), "text/plain"],
    ["unnamed", Buffer.from("HWP Document File V3.00 "), "application/x-hwp"],
  ])("of %s by content %o is %s", (path, bytes, expected) => {
    expect(mediaTypeOf(path, bytes)).toBe(expected);
  });
});
