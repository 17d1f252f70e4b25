import { listItem, makeDocx, paragraph, twoLists } from "./make-docx.js";
import { drawPdf } from "./draw-pdf.js";
import { makeEpub, makePptx, makeWorkbook } from "./make-office.js";

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (content: string): string => `<w:tc>${content}</w:tc>`;

/** Word files keep text in many elements next to runs. */
const inlineKinds: readonly ((text: string) => string)[] = [
  (text) => `<w:p><w:fldSimple w:instr="REF a">${run(text)}</w:fldSimple></w:p>`,
  (text) =>
    `<w:p><m:oMath><m:f><m:num><m:r><m:t>${text}</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>`,
  (text) =>
    `<w:p>${run("a")}<w:r><w:pict><v:oval><v:textbox><w:txbxContent>${paragraph(text, "H1")}${listItem(text, 1)}</w:txbxContent></v:textbox></v:oval></w:pict></w:r></w:p>`,
  (text) =>
    `<w:tbl><w:tr>${cell(paragraph(text))}${cell(`${paragraph("b")}<w:tbl><w:tr>${cell(paragraph(text))}${cell(paragraph("c"))}</w:tr></w:tbl>`)}</w:tr></w:tbl>`,
  (text) => `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run(text)}</w:p>`,
  (text) => `<w:p><w:r><w:ruby><w:rt>${run("r")}</w:rt><w:rubyBase>${run(text)}</w:rubyBase></w:ruby></w:r></w:p>`,
];

/** Calls with texts, which many languages and no grammar have. */
const calls = (lines: readonly string[]) => lines.map((line, n) => `f${n}(${JSON.stringify(line)})`).join("\n\n");

/** Each format, made of paragraphs. */
export const formatSamples: Readonly<
  Record<string, (lines: readonly string[]) => Uint8Array | string | Promise<Uint8Array>>
> = {
  "a.txt": (lines) => lines.join("\n\n"),
  "a.md": (lines) => lines.map((line, n) => `${["", "# ", "- ", "> ", "    ", "| "][n % 6]}${line}`).join("\n\n"),
  "a.html": (lines) =>
    `<!doctype html><body>${lines.map((line, n) => (n % 3 === 0 ? `<h2>${escape(line)}</h2>` : `<p>${escape(line)}</p>`)).join("")}`,
  "lists.md": (lines) =>
    lines
      .map((line, n) => `${["- ", "  - ", "1. ", "Term\n: ", "Table 1: ", "> - ", "<figcaption>"][n % 7]}${line}`)
      .join("\n"),
  "lists.html": (lines) =>
    `<body>${lines.map((line, n) => `${["<ul><li>", "<li>", "<ol><li>", "<dl><dt>", "<dd>", "</ul><li>", "<table><caption>", "</dl><blockquote>", "<tr><td>"][n % 9]}${escape(line)}`).join("")}`,
  "lists.rst": (lines) =>
    lines
      .map(
        (line, n) =>
          `${["- ", "  1. ", "term\n   ", ":name: ", ".. figure:: a\n\n   ", ".. table:: ", ""][n % 7]}${line}`,
      )
      .join("\n\n"),
  "a.rst": (lines) => lines.map((line, n) => (n % 3 === 0 ? `${line}\n${"=".repeat(line.length)}` : line)).join("\n\n"),
  "a.csv": (lines) => `name,note\n${lines.map((line, n) => `${n},"${line.replaceAll('"', '""')}"`).join("\n")}`,
  "a.tsv": (lines) => `name\tnote\n${lines.map((line, n) => `${n}\t${line}`).join("\n")}`,
  "a.pdf": drawPdf,
  "a.json": (lines) => JSON.stringify(lines),
  "a.jsonl": (lines) => lines.map((line) => JSON.stringify({ line })).join("\n"),
  "a.yaml": (lines) => lines.map((line, n) => `k${n}: ${JSON.stringify(line)}`).join("\n"),
  "a.xml": (lines) => `<r>${lines.map((line) => `<i>${escape(line)}</i><!-- c -->`).join("\n")}</r>`,
  "a.py": (lines) => lines.map((line, n) => `def f${n}():\n    return ${JSON.stringify(line)}`).join("\n\n"),
  "a.ts": (lines) => lines.map((line, n) => `/** Doc. */\nexport const f${n} = ${JSON.stringify(line)};`).join("\n\n"),
  "a.js": (lines) => lines.map((line, n) => `function f${n}() {\n  return ${JSON.stringify(line)};\n}`).join("\n\n"),
  "a.tsx": (lines) =>
    lines.map((line, n) => `export const A${n} = () => <div>{${JSON.stringify(line)}}</div>;`).join("\n"),
  "a.java": (lines) =>
    `class A {\n${lines.map((line, n) => `  String f${n}() { return ${JSON.stringify(line)}; }`).join("\n\n")}\n}\n`,
  "a.cpp": (lines) => lines.map((line, n) => `const char *f${n}() { return ${JSON.stringify(line)}; }`).join("\n\n"),
  "a.go": (lines) =>
    `package a\n\n${lines.map((line, n) => `func f${n}() string { return ${JSON.stringify(line)} }`).join("\n\n")}\n`,
  "a.rs": (lines) =>
    lines.map((line, n) => `/// Doc.\nfn f${n}() -> &'static str { ${JSON.stringify(line)} }`).join("\n\n"),
  "a.php": (lines) =>
    `<?php\n${lines.map((line, n) => `function f${n}() { return ${JSON.stringify(line)}; }`).join("\n\n")}\n`,
  "a.css": (lines) => lines.map((line, n) => `.c${n} { content: ${JSON.stringify(line)} }`).join("\n\n"),
  "a.rb": (lines) => lines.map((line, n) => `def f${n}\n  ${JSON.stringify(line)}\nend`).join("\n\n"),
  "a.sql": (lines) => lines.map((line) => `INSERT INTO t VALUES (${JSON.stringify(line)});`).join("\n\n"),
  "a.toml": (lines) => lines.map((line, n) => `[t${n}]\nv = ${JSON.stringify(line)}`).join("\n\n"),
  "a.c": (lines) => lines.map((line, n) => `char *f${n}(void) { return ${JSON.stringify(line)}; }`).join("\n\n"),
  "a.scss": (lines) => lines.map((line, n) => `.c${n} { .d { content: ${JSON.stringify(line)} } }`).join("\n\n"),
  "a.less": (lines) => lines.map((line, n) => `.c${n} { content: ${JSON.stringify(line)} }`).join("\n\n"),
  "a.cs": calls,
  "a.kt": calls,
  "a.swift": calls,
  "a.scala": calls,
  "a.sh": calls,
  "a.lua": calls,
  "a.pl": calls,
  "a.r": calls,
  "a.docx": (lines) => makeDocx(lines.map((line, n) => paragraph(escape(line), n % 3 === 0 ? "H2" : "")).join("")),
  "lists.docx": (lines) =>
    makeDocx(lines.map((line, n) => listItem(escape(line), (n % 2) + 1, (n * 2) % 3)).join(paragraph("between")), {
      "word/numbering.xml": twoLists,
    }),
  "inline.docx": (lines) =>
    makeDocx(lines.map((line, n) => inlineKinds[n % inlineKinds.length]!(escape(line))).join("")),
  "a.pptx": (lines) =>
    makePptx(
      lines.map((line) => ({
        title: escape(line),
        lines: [escape(line), "x"],
        rows: [
          ["a", "b"],
          ["1", "2"],
        ],
      })),
    ),
  "a.xlsx": (lines) => makeWorkbook("xlsx", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.xls": (lines) => makeWorkbook("biff8", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.xlsb": (lines) => makeWorkbook("xlsb", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.ods": (lines) => makeWorkbook("ods", { S: [["name", "note"], ...lines.map((line, n) => [n, line])] }),
  "a.fods": (lines) =>
    `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="t" xmlns:text="x" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="S">${lines.map((line) => `<table:table-row><table:table-cell office:value-type="string"><text:p>${escape(line)}</text:p></table:table-cell></table:table-row>`).join("")}</table:table></office:spreadsheet></office:body></office:document>`,
  "a.epub": (lines) => makeEpub(lines.map((line) => `<h1>${escape(line)}</h1><p>${escape(line)}</p>`)),
  "a.ipynb": (lines) =>
    JSON.stringify({
      cells: lines.map((line, n) => ({ cell_type: n % 2 === 0 ? "markdown" : "code", source: line })),
      metadata: {},
    }),
  "a.properties": (lines) => lines.map((line, n) => `k${n} = ${JSON.stringify(line).slice(1, -1)}`).join("\n"),
  "a.adoc": (lines) => lines.map((line, n) => `${["", "== ", "// ", "----\n", "////\n"][n % 5]}${line}`).join("\n\n"),
  "a.tex": (lines) =>
    lines.map((line, n) => `${["", "\\section{", "% ", "\\begin{verbatim}", "\\url{"][n % 5]}${line}}`).join("\n\n"),
  "a.typ": (lines) => lines.map((line, n) => `${n % 3 === 1 ? "// " : ""}${line}`).join("\n\n"),
  "a.wiki": (lines) => lines.map((line, n) => (n % 3 === 1 ? `<!-- ${line} -->` : line)).join("\n\n"),
  "a.texi": (lines) => lines.map((line, n) => `${n % 3 === 1 ? "@c " : ""}${line}`).join("\n\n"),
  "a.textile": (lines) => lines.map((line, n) => `${n % 3 === 1 ? "###. " : ""}${line}`).join("\n\n"),
  "a.org": (lines) => lines.map((line, n) => `${["", "* ", "# ", "#+BEGIN_SRC\n", "** "][n % 5]}${line}`).join("\n\n"),
  "comments.mdx": (lines) =>
    lines.map((line, n) => `${["{/* ", "*/} ", "%% ", "`%%` ", "%%\n\n"][n % 5]}${line}`).join("\n"),
  "a.mbox": (lines) =>
    lines
      .map((line) => `From a@b.c x\nFrom: a@b.c\nSubject: s\n\n> ${line}\nOn Monday Bob wrote:\n>${line}`)
      .join("\n\n"),
  "a.mhtml": (lines) =>
    `Subject: s\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${lines.map((line) => `<p>${escape(line)}</p>`).join("\r\n")}\r\n--b--\r\n`,
  "a.vtt": (lines) =>
    `WEBVTT\n\n${lines.map((line, n) => `00:${10 + n}.000 --> 00:${11 + n}.000\n<v S${n % 2}>${escape(line)}`).join("\n\n")}`,
  "a.srt": (lines) => lines.map((line, n) => `${n}\n00:00:${10 + n},000 --> 00:00:${11 + n},000\n${line}`).join("\n\n"),
  "a.ics": (lines) =>
    `BEGIN:VCALENDAR\r\n${lines.map((line) => `BEGIN:VEVENT\r\nSUMMARY:${line}\r\nDESCRIPTION:${line}\r\nEND:VEVENT`).join("\r\n")}\r\nEND:VCALENDAR`,
  "a.vcf": (lines) =>
    lines.map((line) => `BEGIN:VCARD\nFN:${line}\nNOTE;ENCODING=QUOTED-PRINTABLE:=41=\n${line}\nEND:VCARD`).join("\n"),
  "alternatives.eml": (lines) =>
    `From: a@b.c\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${lines.map((line, n) => `${n % 2 === 0 ? "<blockquote>" : "<p>"}${escape(line)}`).join("\r\n")}\r\n--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\n${lines.join("\r\n> ")}\r\n--m--\r\n`,
  "a.eml": (lines) =>
    `From: a@b.c\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${lines.join("\r\n\r\n")}`,
};
