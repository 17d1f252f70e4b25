import type { Loader } from "@ragstone/core";
import { describeLoader } from "@ragstone/testkit";
import { loadDocument } from "../src/index.js";
import { mediaTypeByExtension } from "../src/media/formats.js";
import { makeDocx, paragraph } from "./make-docx.js";
import { makeEpub, makePptx, makeWorkbook } from "./make-office.js";

/** Every loader as users reach it, by content and name. */
const dispatch: Loader = { mediaTypes: [...new Set(mediaTypeByExtension.values())], load: loadDocument };

const python =
  '"""Doc."""\nimport os\n\n# about f\n@decorator\ndef f(x):\n    return x  # trailing\n\n\nclass A:\n    def g(self):\n        pass\n';
const json = JSON.stringify(
  { name: "x", list: [1, 2, { deep: "value \u{1F600}" }], text: "keys are rotated", key: "Schlüssel" },
  null,
  2,
).replace("ü", String.raw`\u00fc`);
const xml =
  '<?xml version="1.0"?>\n<!-- hidden -->\n<root><item id="1">first</item><item>second<![CDATA[<!-- shown -->]]></item></root>\n';

describeLoader("loadDocument, where the text is the file,", {
  loader: dispatch,
  verbatim: true,
  samples: [
    { path: "a.txt", content: "Plain text.\r\n\r\nSecond paragraph – naïve.\n" },
    { path: "LICENSE", content: "Permission is granted.\n" },
    { path: "a.md", content: "# Title\n\nText <!-- hidden -->\n" },
    { path: "a.csv", content: 'name,note\r\nroot,"two\nlines"\r\nuser,x\r\n' },
    { path: "a.tsv", content: "name\tdays\nroot\t90\n" },
    { path: "a.yaml", content: "# settings\na: 1\nb:\n  - x\n  - y\n---\nc: |\n  text\n" },
    { path: "a.adoc", content: "= Title\n\nText.\n// remark\n\n----\ncode\n----\n" },
    { path: "a.tex", content: "\\section{One}\nText. % remark\n" },
    { path: "a.org", content: "#+TITLE: T\n* One\nText.\n# remark\n" },
    { path: "a.mdx", content: "# Title\n\n{/* remark */}\n" },
    { path: "a.rst", content: "Title\n=====\n\nText::\n\n    code\n\n.. comment\n\n* item\n" },
    { path: "a.py", content: python },
    {
      path: "a.ts",
      content:
        "import a from 'b';\n\n/** Doc. */\nexport const f = <T>(x: T): T => x;\n\nexport interface I { a: number }\n",
    },
    { path: "a.tsx", content: "export const A = () => <div>{1}</div>;\n" },
    { path: "a.js", content: "function a() {}\n\nfunction b() {}\n" },
    { path: "a.java", content: "package a;\n\npublic class A {\n  int f() { return 1; }\n}\n" },
    { path: "a.cpp", content: "#include <a>\nnamespace n {\nint f() { return 1; }\n}\n" },
    { path: "a.go", content: "package a\n\nfunc f() int { return 1 }\n" },
    { path: "a.rs", content: "use a;\n\n/// doc\nfn f() {}\n" },
    { path: "a.php", content: "<?php\nfunction f() { return 1; }\n" },
    { path: "a.css", content: "/* c */\na { color: red }\n\nb { color: blue }\n" },
    { path: "a.rb", content: "def a\n  1\nend\n\ndef b\n  2\nend\n" },
    { path: "a.sql", content: "SELECT 1;\n\nSELECT 2;\n" },
    { path: "a.toml", content: "[a]\nb = 1\n\n[c]\nd = 2\n" },
  ],
});

describeLoader("loadDocument, where the text is made,", {
  loader: dispatch,
  samples: [
    { path: "a.json", content: json, contains: ["keys are rotated", "Schlüssel"] },
    { path: "a.jsonl", content: '{"a": "\\u00e9"}\n{"a": 2}\n', contains: ["é"] },
    { path: "a.xml", content: xml, contains: ["first", "<!-- shown -->"] },
    {
      path: "a.properties",
      content: "# keys\nkey=Schl\\u00fcssel\nlong = a \\\n  b\n",
      contains: ["key=Schlüssel", "a b"],
    },
    {
      path: "a.mbox",
      content: "From a@b.c Mon Jan  1 10:00:00 2024\nFrom: a@b.c\nSubject: Keys\n\nRotate them.\n",
      contains: ["Keys", "Rotate them."],
    },
    {
      path: "a.mhtml",
      content:
        'From: <Saved by a browser>\r\nSubject: Keys\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Schl=C3=BCssel.</p>\r\n--b--\r\n',
      contains: ["Schlüssel."],
    },
    {
      path: "a.vtt",
      content:
        "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>The gate closes\n\n00:03.000 --> 00:06.000\n<v Ann>at seven.\n",
      contains: ["Ann: The gate closes at seven."],
    },
    {
      path: "a.srt",
      content: "1\n00:00:01,000 --> 00:00:03,000\n<i>The gate</i> closes.\n",
      contains: ["The gate closes."],
    },
    {
      path: "a.ics",
      content:
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Safety meet\r\n ing\\, hall " +
        "B\r\nDTSTART:20240115T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
      contains: ["Safety meeting, hall B", "2024-01-15 09:00 UTC"],
    },
    {
      path: "a.vcf",
      content: "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nTEL;TYPE=work:+49 40 5550\nEND:VCARD\n",
      contains: ["Ann", "Telephone: +49 40 5550"],
    },
    {
      path: "a.html",
      content: "<!doctype html><title>T</title><h1>Head</h1><p>Body text.</p>",
      contains: ["Head", "Body text."],
    },
    {
      path: "a.docx",
      content: makeDocx(paragraph("Head", "H1") + paragraph("Body text.")),
      contains: ["Head", "Body text."],
    },
    {
      path: "a.pptx",
      content: makePptx([
        { title: "First", lines: ["one", "two"], notes: "said aloud" },
        {
          title: "Second",
          rows: [
            ["a", "b"],
            ["1", "2"],
          ],
        },
      ]),
      contains: ["First", "said aloud", "1 | 2"],
    },
    {
      path: "a.xlsx",
      content: makeWorkbook("xlsx", {
        Keys: [
          ["name", "days"],
          ["root", 90],
        ],
      }),
      contains: ["Keys", "root | 90"],
    },
    {
      path: "a.xls",
      content: makeWorkbook("biff8", {
        Keys: [
          ["name", "days"],
          ["root", 90],
        ],
      }),
      contains: ["root | 90"],
    },
    {
      path: "a.xlsb",
      content: makeWorkbook("xlsb", {
        Keys: [
          ["name", "days"],
          ["root", 90],
        ],
      }),
      contains: ["root | 90"],
    },
    {
      path: "a.ods",
      content: makeWorkbook("ods", {
        Keys: [
          ["name", "days"],
          ["root", 90],
        ],
      }),
      contains: ["root | 90"],
    },
    {
      path: "a.epub",
      content: makeEpub(["<h1>One</h1><p>First chapter.</p>", "<h1>Two</h1><p>Second chapter.</p>"]),
      contains: ["First chapter.", "Second chapter."],
    },
    {
      path: "a.ipynb",
      content: JSON.stringify({
        cells: [
          { cell_type: "markdown", source: ["# Note\n", "text"] },
          { cell_type: "code", source: "print(1)", outputs: [{ output_type: "stream", text: ["1\n"] }] },
        ],
        metadata: { language_info: { name: "python" } },
        nbformat: 4,
      }),
      contains: ["# Note", "print(1)"],
    },
    {
      path: "a.eml",
      content:
        "From: Ann <ann@example.org>\r\nTo: Bob <bob@example.org>\r\nSubject: Keys\r\nDate: Mon, 1 Jan 2024 " +
        "10:00:00 +0000\r\n\r\nRotate them.\r\n",
      contains: ["Ann <ann@example.org>", "Rotate them."],
    },
  ],
});
