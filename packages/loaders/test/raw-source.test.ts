import type { SourceDocument } from "@ragstone/core";
import { loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";

const load = (path: string, content: string) => loadDocument(loaderInput(path, content));
const textOf = async (path: string, content: string) => (await load(path, content)).text;

function hidden({ text, blocks }: SourceDocument): string[] {
  return blocks.filter(({ kind }) => kind === "hidden").map(({ start, end }) => text.slice(start, end));
}

function headings({ blocks }: SourceDocument): unknown[] {
  return blocks.filter(({ kind }) => kind === "heading").map(({ level, label }) => [level, label]);
}

describe("captions", () => {
  it("of WebVTT are sentences by speaker, without times, styles and notes", async () => {
    const vtt =
      "WEBVTT - title\n\nSTYLE\n::cue { color: red }\n\nNOTE\nsecret\n\nintro\n00:01.000 --> 00:03.000 align:start\n<v Ann>The <b>gate</b> closes\n\n" +
      "00:00:03.000 --> 00:00:06.000\n<v Ann>at seven &amp; opens at nine.\n\n00:06.000 --> 00:07.000\n<v.loud Bob>Thanks.\n\n01:00.000 --> 01:02.000\n<v Bob>Later.\n";
    const document = await load("a.vtt", vtt);
    expect(document.text).toBe("Ann: The gate closes at seven & opens at nine.\n\nBob: Thanks.\n\nBob: Later.");
    expect(document.hiddenCharacters).toBe("secret".length);
  });

  it("of SubRip are joined, and lines that roll are said once", async () => {
    const srt =
      "1\r\n00:00:01,000 --> 00:00:02,000\r\nThe gate\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nThe " +
      "gate\r\n{\\an8}closes.\r\n";
    expect(await textOf("a.srt", srt)).toBe("The gate closes.");
  });

  it("are what each voice of a cue says", async () => {
    const vtt = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>Closed?</v>\n<v Bob>At seven.\n";
    expect(await textOf("a.vtt", vtt)).toBe("Ann: Closed?\n\nBob: At seven.");
  });

  it("are nothing else", async () => {
    await expect(load("a.srt", "Only text.")).rejects.toMatchObject({ reason: "malformed" });
  });
});

describe("calendars and contacts", () => {
  it("have entries with readable facts, without alarms", async () => {
    const ics = [
      "BEGIN:VCALENDAR",
      "BEGIN:VEVENT",
      "SUMMARY:Safety meet",
      " ing\\, hall B",
      "DTSTART;TZID=Europe/Berlin:20240115T090000",
      "DTEND;VALUE=DATE:20240116",
      'ORGANIZER;CN="Fazekas, Imre":mailto:imre@example.org',
      "DESCRIPTION:Bring keys.\\nBe early.",
      "BEGIN:VALARM",
      "DESCRIPTION:Reminder",
      "END:VALARM",
      "END:VEVENT",
      "END:VCALENDAR",
    ].join("\r\n");
    const document = await load("a.ics", ics);
    expect(document.text).toBe(
      "Safety meeting, hall B\n\nStart: 2024-01-15 09:00 (Europe/Berlin)\nEnd: 2024-01-16\nOrganizer: Fazekas, " +
        "Imre <imre@example.org>\n\nBring keys.\nBe early.",
    );
    expect(headings(document)).toEqual([[1, "Safety meeting, hall B"]]);
  });

  it("have quoted-printable values decoded", async () => {
    const vcf =
      "BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=BCrgen " +
      "M=\n=C3=BCller\nitem1.ADR;HOME:;;Gasse 5;Lindau;;88131;\nEND:VCARD\n";
    expect(await textOf("a.vcf", vcf)).toBe("Jürgen Müller\n\nAddress: Gasse 5, Lindau, 88131");
  });
});

describe("comments are hidden and counted in", () => {
  it("Markdown of Obsidian and MDX, but not in code", async () => {
    const markdown =
      "A %%remark%% b 100%% sure.\n\n%%\nblock\n\nmore\n%%\n\n{/* mdx */} c\n\n`%% code %%`\n\n```\n%% fenced " +
      "%%\n{/* x */}\n```\n\n%% open\n";
    const document = await load("a.mdx", markdown);
    expect(hidden(document)).toEqual(["%%remark%%", "%%\nblock\n\nmore\n%%", "{/* mdx */}"]);
    expect(document.hiddenCharacters).toBe(hidden(document).join("").length);
  });

  it("Markdown of templates and definitions, but not heading ids and variables", async () => {
    const document = await load(
      "a.md",
      "# A {#id}\n\n{% comment %}\none\n\n{% endcomment %}\n\nB {# two #} c {{ x }}\n\n{{/* three */}}\n\n{{!-- four --}}\n\n" +
        '[//]: # (five)\n[comment]: <> "six"\n\n[link]: # \n\nD\n[//]: # (in a paragraph)\n\n```\n[//]: # (code)\n```\n',
    );
    expect(hidden(document)).toEqual([
      "{% comment %}\none\n\n{% endcomment %}",
      "{# two #}",
      "{{/* three */}}",
      "{{!-- four --}}",
      "[//]: # (five)",
      '[comment]: <> "six"',
    ]);
  });

  it("AsciiDoc with its style, of a paragraph or a block", async () => {
    const document = await load(
      "a.adoc",
      "[comment]\none\nline\n\ntext\n\n[comment]\n--\ntwo\n\nmore\n--\n\n== Hours\n",
    );
    expect(hidden(document)).toEqual(["[comment]\none\nline", "[comment]\n--\ntwo\n\nmore\n--"]);
    expect(headings(document)).toEqual([[2, "Hours"]]);
  });

  it("LaTeX, in branches that are not taken and after the document", async () => {
    const tex = String.raw`\begin{document}
\iffalse one \ifx\x y\fi two\else b \fi $x \iff y$
\end{document}
three
`;
    expect(hidden(await load("a.tex", tex))).toEqual(["\\iffalse one \\ifx\\x y\\fi two\\else", "three"]);
  });

  it("Org, in sections and inside lines", async () => {
    const document = await load("a.org", "* COMMENT One\ntext\n** Two\nmore\n* Three\nx @@comment:four@@ y\n");
    expect(hidden(document)).toEqual(["* COMMENT One\ntext\n** Two\nmore", "@@comment:four@@"]);
    expect(headings(document)).toEqual([[1, "Three"]]);
  });

  it.each([
    ["a.typ", "// one\n= T\nhttp://x.org /* two */\n`// code`\n```\n// code\n```\n", ["// one", "/* two */"]],
    ["a.wiki", "a <!-- one --> b <nowiki><!-- text --></nowiki>\n", ["<!-- one -->"]],
    ["a.texi", "@c one\ntext @code{c}\n@ignore\ntwo\n@end ignore\n", ["@c one", "@ignore\ntwo\n@end ignore"]],
    ["a.textile", "###. one\nline\n\nh1. Two\n", ["###. one\nline"]],
    ["a.qmd", "<!-- one -->\n\ntext\n", ["<!-- one -->"]],
  ])("%s, but not in literal text", async (path, content, expected) => {
    expect(hidden(await load(path, content))).toEqual(expected);
  });

  it("AsciiDoc, but not in listings", async () => {
    const document = await load(
      "a.adoc",
      "= Gate\n\n// remark\n////\nlong\n////\n== Hours\n/// text\n----\n// code\n----\n",
    );
    expect(hidden(document)).toEqual(["// remark", "////\nlong\n////"]);
    expect(headings(document)).toEqual([
      [1, "Gate"],
      [2, "Hours"],
    ]);
    expect(document.title).toBe("Gate");
  });

  it("LaTeX, but not escaped, in addresses or in listings", async () => {
    const tex = String.raw`\title{Pumps}
\section{Service \emph{now}} % remark
5\% of \url{http://x/%20} and \verb|%| 10 \\% end
\begin{verbatim}
% code
\end{verbatim}
\begin{comment}
long
\end{comment}
\subsection*{Costs}
`;
    const document = await load("a.tex", tex);
    expect(hidden(document)).toEqual(["% remark", "% end", "\\begin{comment}\nlong\n\\end{comment}"]);
    expect(headings(document)).toEqual([
      [1, "Service now"],
      [2, "Costs"],
    ]);
    expect(document.title).toBe("Pumps");
  });

  it("Org, but not in listings", async () => {
    const document = await load(
      "a.org",
      "#+TITLE: Pumps\n* One :tag:\n# remark\n#+BEGIN_SRC sh\n# " +
        "code\n#+END_SRC\n#+begin_comment\nx\n#+end_comment\n** Two\n",
    );
    expect(hidden(document)).toEqual(["# remark", "#+begin_comment\nx\n#+end_comment"]);
    expect(headings(document)).toEqual([
      [1, "One"],
      [2, "Two"],
    ]);
    expect(document.title).toBe("Pumps");
  });
});

it("flat OpenDocument texts are reported, whatever their name", async () => {
  const flat =
    '<?xml version="1.0"?>\n<office:document xmlns:office="o" office:mimetype="application/vnd.oasis.opendocument.text"><office:body/></office:document>';
  for (const path of ["a.fodt", "a.xml"])
    await expect(load(path, flat)).rejects.toMatchObject({ reason: "unsupported", hint: "Save it as .docx." });
});

describe("files in base64 are hidden in", () => {
  const data = Buffer.from(Array.from({ length: 900 }, (_, n) => (n * n * 31 + n * 7) % 251)).toString("base64");
  const lines = data.replace(/.{76}/g, "$&\n");

  it.each([
    ["a.md", `Gate ![x](data:image/png;base64,${data}) at seven.\n`, data],
    ["a.json", `{"photo":"${data}","gate":"seven"}`, data],
    ["a.xml", `<a><bin>${lines}</bin><gate>seven</gate></a>`, lines],
    ["a.txt", `Gate\n\n${lines}\n`, lines.trimEnd()],
  ])("%s", async (path, content, expected) => {
    const document = await load(path, content);
    expect(hidden(document)).toEqual([expected]);
    expect(document.hiddenCharacters).toBe(expected.length);
  });

  it("nothing that is short, or a sequence of few letters", async () => {
    const genes = "ACGT".repeat(500);
    expect(
      hidden(await load("a.md", `Key ${data.slice(0, 400)}\n\n${genes}\n\n${"0123456789".repeat(200)}\n`)),
    ).toEqual([]);
  });
});

describe("mail is read", () => {
  const message =
    "From: Ann <a@example.org>\nTo: b@example.org\nSubject: Keys\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\nIn drawer 5.\n";
  const text =
    "Keys\n\nFrom: Ann <a@example.org>\nTo: b@example.org\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\nIn drawer 5.";

  it("from files of Apple Mail, whose property list is no text", async () => {
    expect(await textOf("a.emlx", `${message.length}\n${message}<?xml version="1.0"?><plist/>`)).toBe(text);
  });

  it.each(["1704105600.M1P2.host:2,S", "unnamed"])("from a message called %s", async (path) => {
    expect(await textOf(path, message)).toBe(text);
  });

  it.each(["Inbox", "2024-January.txt"])("from a mailbox called %s", async (path) => {
    const mailbox = `From a@example.org Mon Jan  1 10:00:00 2024\n${message}`;
    expect((await load(path, mailbox)).mediaType).toBe("application/mbox");
    expect(await textOf(path, mailbox)).toBe(text);
  });
});

describe("exports under the names of old Office formats are read", () => {
  it.each([
    ["a.xls", "Name\tHours\nGate\t5\n", "text/tab-separated-values"],
    ["a.xls", "Name,Hours\nGate,5\n", "text/csv"],
    ["a.xls", "<table><tr><td>Gate</td></tr></table>", "text/html"],
    ["a.doc", "Gate closes at seven.\n", "text/plain"],
    [
      "a.doc",
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n<p>Gate\n--b--\n',
      "text/html",
    ],
  ])("%s with %j", async (path, content, mediaType) => {
    const document = await load(path, content);
    expect(document.text).toContain("Gate");
    expect([mediaType, "multipart/related"]).toContain(document.mediaType);
  });
});
