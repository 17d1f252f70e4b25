import { describe, expect, it } from "vitest";
import { declareCharsets } from "./declare-charsets.js";

const declared = (message: string | Buffer) =>
  Buffer.from(declareCharsets(typeof message === "string" ? Buffer.from(message, "latin1") : message)).toString(
    "latin1",
  );

describe("declared encodings", () => {
  const field = "Content-Type: text/plain";
  const added = "; charset=windows-1252";

  it("are added to the fields of a message, not to its body", () => {
    expect(declared(`${field}\n\ncaf\xe9\n${field}\n\n--x\n${field}\n`)).toBe(
      `${field}${added}\n\ncaf\xe9\n${field}\n\n--x\n${field}\n`,
    );
    expect(declared(`Subject: s\n\ncaf\xe9\n${field}\n`)).toBe(`${field}${added}\r\nSubject: s\n\ncaf\xe9\n${field}\n`);
  });

  it("are added to the fields of parts and of attached messages", () => {
    const head = 'Content-Type: multipart/mixed; boundary="x y"\n\n';
    const attached = "--x y\nContent-Type: message/rfc822\n\nSubject: t\n";
    expect(declared(`${head}--x y\n${field}\n\ncaf\xe9\n${attached}${field}\n\n${field}\n--x y--\n`)).toBe(
      `${head}--x y\n${field}${added}\n\ncaf\xe9\n${attached}${field}${added}\n\n${field}\n--x y--\n`,
    );
  });

  it("are those of pages, but not for text about pages", () => {
    const page = '<meta charset="iso-8859-1">';
    expect(declared(`Content-Type: text/html\n\n${page}\n`)).toBe(
      `Content-Type: text/html; charset=iso-8859-1\n\n${page}\n`,
    );
    const about = `Subject: s\n\nWrite ${page}\nContent-Type: text/html\n${page}\n`;
    expect(declared(about)).toBe(about);
    const utf8 = Buffer.from(`Content-Type: text/html\n\n${page}\u00e9\n`);
    expect(declared(utf8)).toBe(utf8.toString("latin1"));
  });

  it("are looked for in 100,000 marks that are not closed", () => {
    const text = `Content-Type: text/html\n\n${"<meta ".repeat(100_000)}`;
    expect(declared(text)).toBe(text);
    const lines = `Content-Type: multipart/mixed; boundary=x\n\n\xe9${"--x\na: b\n".repeat(100_000)}`;
    expect(declared(lines)).toBe(lines);
  });
});
