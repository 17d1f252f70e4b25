import { describe, expect, it } from "vitest";
import { htmlLoader } from "./html-loader.js";

async function load(html: string | Uint8Array) {
  const bytes = typeof html === "string" ? new TextEncoder().encode(html) : html;
  return htmlLoader.load({ path: "a.html", bytes, sha256: "0".repeat(64), modifiedMs: null });
}

const paragraphs = (count: number, words: string) =>
  Array.from(
    { length: count },
    (_, index) =>
      `<p>${words}, number ${index}, with commas, and more words that make it long enough to be a paragraph of text.</p>`,
  ).join("\n");

describe("htmlLoader blocks", () => {
  it("gives headings, paragraphs, list items, tables, code and quotes as blocks", async () => {
    const { text, blocks, title } = await load(
      "<title>T &amp; U</title><h2>Head  " +
        "<b>ing</b></h2><p>One&nbsp;two.<ul><li>a<ul><li>b</ul></ul><table><tr><th>k<th>v<tr><td>x<td>1</table><pre><code " +
        "class=language-js>\nlet a;\n  b();\n</code></pre><blockquote><p>said</blockquote>",
    );
    expect(title).toBe("T & U");
    expect(blocks.map((block) => [block.kind, block.level, text.slice(block.start, block.end)])).toEqual([
      ["heading", 2, "Head ing"],
      ["paragraph", undefined, "One\u00a0two."],
      ["list-item", 1, "a"],
      ["list-item", 2, "b"],
      ["table", undefined, "k | v\nx | 1"],
      ["code", undefined, "let a;\n  b();"],
      ["quote", undefined, "said"],
    ]);
    const table = blocks[4]!;
    expect(text.slice(table.header!.start, table.header!.end)).toBe("k | v");
    expect(blocks[0]!.label).toBe("Head ing");
    expect(blocks[5]!.language).toBe("js");
  });

  it("gives each list its own id, and items without a list one by their parent", async () => {
    const { blocks } = await load("<ul><li>a<ol><li>b<li>c</ol><li>d</ul><p>x</p><ul><li>e</ul><div><li>f<li>g</div>");
    expect(blocks.filter(({ kind }) => kind === "list-item").map(({ level, listId }) => [level, listId])).toEqual([
      [1, 1],
      [2, 2],
      [2, 2],
      [1, 1],
      [1, 3],
      [1, 4],
      [1, 4],
    ]);
  });

  it("gives terms with their definitions, and captions of tables and figures", async () => {
    const { text, blocks } = await load(
      "<dl><dt>A<dd>one<p>more</p><ul><li>item</ul><dt>B<dd>two</dl><table><caption>Limits</caption><tr><th>k<th>v<tr><td>x<td>1</table><figure><img src=x><figcaption>The pump</figcaption></figure>",
    );
    expect(text).toBe("A\none\nmore\nitem\nB\ntwo\n\nLimits\nk | v\nx | 1\n\nThe pump");
    expect(blocks.map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`)).toEqual([
      "definition-term: A",
      "paragraph: one",
      "paragraph: more",
      "list-item: item",
      "definition-term: B",
      "paragraph: two",
      "caption: Limits",
      "table: k | v\nx | 1",
      "caption: The pump",
    ]);
    const { header } = blocks[7]!;
    expect(text.slice(header!.start, header!.end)).toBe("k | v");
  });

  it.each([
    ["MkDocs", '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Never open it.</p></div>'],
    ["Sphinx", '<aside class="admonition"><p class="admonition-title">Warning</p><p>Never open it.</p></aside>'],
    [
      "Docusaurus",
      '<div class="theme-admonition alert"><div class="admonitionHeading_x1">Warning</div><div><p>Never open it.</p></div></div>',
    ],
    ["GitHub", '<div class="markdown-alert"><p class="markdown-alert-title">Warning</p><p>Never open it.</p></div>'],
    [
      "Asciidoctor",
      '<div class="admonitionblock"><table><tr><td class="icon"><div class="title">Warning</div></td><td class="content">Never open it.</td></tr></table></div>',
    ],
    ["DocBook", '<div class="note"><h3 class="title">Warning</h3><p>Never open it.</p></div>'],
    ["a page with headings in boxes", '<div class="admonition"><h4>Warning</h4><p>Never open it.</p></div>'],
    ["a page with details", "<details><summary>Warning</summary><p>Never open it.</p></details>"],
  ])("keeps the title and the text of an admonition of %s together", async (_, html) => {
    const { text, blocks } = await load(`<p>Before.</p>${html}<p>After.</p>`);
    expect(text).toBe("Before.\n\nWarning\nNever open it.\n\nAfter.");
    expect(blocks.map(({ kind }) => kind)).toEqual(["paragraph", "definition-term", "paragraph", "paragraph"]);
  });

  it.each([
    ["a named box", '<div class="notes-box"><h3>Notes</h3><ul><li>Wear gloves.</li></ul></div>'],
    ["an aside", "<aside><div><h3>Notes</h3></div><p>Wear gloves.</p></aside>"],
    ["details", "<details><summary><h3>Notes</h3></summary><p>Wear gloves.</p></details>"],
    ["a box in a box", '<div class="panel"><div class="note"><h3>Notes</h3><p>Wear gloves.</p></div></div>'],
  ])("does not put the paragraph after %s under the heading of it", async (_, box) => {
    const headings = async (html: string): Promise<(string | undefined)[]> =>
      (await load(html)).blocks.filter(({ kind }) => kind === "heading").map(({ label }) => label);
    expect(await headings(`<h2>Oil</h2>${box}<p>Fill in two litres.</p>`)).toEqual(["Oil"]);
    expect(await headings(`<h2>Oil</h2>${box}<pre>fill 2</pre>`)).toEqual(["Oil"]);
    expect(await headings(`<h2>Oil</h2>${box}<table><tr><th>l<th>bar<tr><td>2<td>4</table>`)).toEqual(["Oil"]);
    const term = (await load(`${box}<p>Fill in two litres.</p>`)).blocks[0]!;
    expect(term.kind).toBe("definition-term");
  });

  it("keeps the heading of a box that a heading follows, of one that ends the page, and of a long one", async () => {
    const box = (text: string): string => `<div class="card"><h3>Pump</h3><p>${text}</p></div>`;
    for (const html of [
      `${box("Runs.")}<h3>Valve</h3>`,
      box("Runs."),
      `${box("It runs well. ".repeat(150))}<p>More.</p>`,
    ])
      expect((await load(html)).blocks[0]).toMatchObject({ kind: "heading", label: "Pump" });
  });

  it("keeps the text of a page's own head that DocBook's links are named like", async () => {
    const head = '<div class="navheader"><h1>Pump manual</h1><p>The limit is 30 bar.</p></div>';
    const text = "<p>Close the valve before you open the pump, and wait for the pressure to fall.</p>".repeat(20);
    expect((await load(`${head}${text}`)).text).toContain("The limit is 30 bar.");
  });

  it("keeps the headings of a long part that boxes of DocBook are named like", async () => {
    const part = `<div class="important"><h1>Safety manual</h1><p>${"It runs well. ".repeat(150)}</p><h2>Limits</h2><p>30 bar.</p></div>`;
    const { blocks } = await load(part);
    expect(blocks.filter(({ kind }) => kind === "heading").map(({ label }) => label)).toEqual([
      "Safety manual",
      "Limits",
    ]);
    const short = (await load('<div class="important"><h1>Safety</h1><p>30 bar.</p></div>')).blocks;
    expect(short[0]).toMatchObject({ kind: "heading", label: "Safety" });
  });

  it("leaves DocBook's links to other pages and MediaWiki's edit links out of the text", async () => {
    const { text, blocks } = await load(
      `<meta name="generator" content="DocBook XSL Stylesheets"><div class="navheader"><table><tr><th colspan="3">19.3. Gates</th></tr><tr><td><a href="p">Prev</a></td><th>Chapter 19. Walls and what is in them</th><td><a href="n">Next</a></td></tr></table></div><h2 class="title">19.3. Gates</h2><p>They open at dawn, when the guard has counted the horses and the bell has rung twice.</p><h3>Locks<span class="mw-editsection">[<a href="e">edit</a>]</span></h3><div class="navfooter"><a href="n">Next</a> 19.4. Doors</div>`,
    );
    expect(text).toBe(
      "19.3. Gates\n\nThey open at dawn, when the guard has counted the horses and the bell has rung twice.\n\nLocks",
    );
    expect(blocks[2]).toMatchObject({ kind: "heading", label: "Locks" });
  });

  it("keeps a heading in a summary, and the lists of details", async () => {
    const { text, blocks } = await load(
      "<details><summary><h3>Limits</h3></summary><ul><li>one</ul><dl><div><dt>A<dd>two</div></dl></details>",
    );
    expect(blocks.map(({ kind, listId, start, end }) => [kind, listId, text.slice(start, end)])).toEqual([
      ["heading", undefined, "Limits"],
      ["list-item", 1, "one"],
      ["definition-term", undefined, "A"],
      ["paragraph", undefined, "two"],
    ]);
  });

  it("keeps the title out of the text and a heading that repeats it in it once", async () => {
    const { text, title } = await load(
      "<html><head><title>Rotating keys</title></head><body><h1>Rotating keys</h1><p>Turn them.</p></body></html>",
    );
    expect(title).toBe("Rotating keys");
    expect(text).toBe("Rotating keys\n\nTurn them.");
  });

  it("leaves out soft hyphens and what only programs read", async () => {
    const { text } = await load(
      "<p>Don\u00adau\u00addampf <math><mi>x</mi><annotation>x^2</annotation></math><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby><script>no()</script><svg><title>no</title></svg></p>",
    );
    expect(text).toBe("Donaudampf x漢kan");
  });

  it("takes a table that lays out the page apart", async () => {
    const { blocks } = await load(
      `<table><tr><td><h2>Left</h2><p>Text of the left.</td><td><p>Text of the right.</td></tr></table>`,
    );
    expect(blocks.map((block) => block.kind)).toEqual(["heading", "paragraph", "paragraph"]);
  });

  it("resolves the address of the page against its base", async () => {
    const { metadata } = await load(
      '<base href="https://example.org/docs/"><link rel=canonical href="keys.html"><p>Text.',
    );
    expect(metadata["url"]).toBe("https://example.org/docs/keys.html");
  });
});

describe("htmlLoader encodings", () => {
  it("reads the declared encoding", async () => {
    expect((await load(Buffer.from('<meta charset="windows-1252"><p>caf\u00e9', "latin1"))).text).toBe("café");
    expect(
      (
        await load(
          Buffer.concat([
            Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>'),
            Buffer.from([0xd6, 0xd0, 0xce, 0xc4]),
          ]),
        )
      ).text,
    ).toBe("中文");
  });

  it.each([
    ["windows-1251", '<meta charset="windows-1251">', "\xd1\xf0\xee\xea", "Срок"],
    ["an XML declaration", '<?xml version="1.0" encoding="windows-1251"?>', "\xd1\xf0\xee\xea", "Срок"],
    ["Shift_JIS", "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>", "\x93\xfa\x96\x7b", "日本"],
    ["EUC-KR", "<meta charset=euc-kr>", "\xc7\xd1\xb1\xdb", "한글"],
    ["an alias of Windows-1250", "<meta charset=cp1250>", "\x9elu\x9d", "žluť"],
  ])("reads a page declared by %s", async (_, declaration, bytes, text) => {
    expect((await load(Buffer.from(`${declaration}<p>${bytes}`, "latin1"))).text).toBe(text);
  });

  it("does not believe a page of single bytes that it is UTF-16", async () => {
    expect(
      (await load(Buffer.concat([Buffer.from("<meta charset=unicode><p>d\u00e9j\u00e0"), Buffer.of(0xff)]))).text,
    ).toBe("déjà\ufffd");
  });

  it("reads UTF-8 with a damaged character as UTF-8", async () => {
    const page = Buffer.concat([Buffer.from("<p>Größe der Tür über fünf Öfen "), Buffer.of(0xe9)]);
    expect(await load(page)).toMatchObject({
      text: "Größe der Tür über fünf Öfen \ufffd",
      warnings: [{ code: "decoding" }],
    });
  });

  it("reads UTF-16 with and without a byte order mark", async () => {
    expect((await load(Buffer.from("\ufeff<p>déjà", "utf16le"))).text).toBe("déjà");
    expect((await load(Buffer.from("<p>déjà", "utf16le"))).text).toBe("déjà");
    expect((await load(Buffer.from("\ufeff<p>déjà", "utf16le").swap16())).text).toBe("déjà");
  });

  it("believes the bytes where UTF-8 is declared as something else", async () => {
    expect((await load('<meta charset="gb2312"><p>人工智能')).text).toBe("人工智能");
  });

  it("takes Windows-1252 where nothing is declared and the bytes are not UTF-8", async () => {
    expect((await load(Buffer.from([0x3c, 0x70, 0x3e, 0x93, 0x61, 0x94]))).text).toBe("“a”");
  });

  it("warns when bytes had to be replaced", async () => {
    const { warnings } = await load(
      Buffer.concat([Buffer.from('<meta charset="utf-8"><p>a'), Buffer.from([0xff, 0xfe, 0xfd])]),
    );
    expect(warnings.map((warning) => warning.code)).toEqual(["decoding"]);
  });
});

describe("htmlLoader and hidden text", () => {
  it.each([
    ["display: none", '<p style="color:red;display : none">SECRET</p>'],
    ["visibility: hidden", '<div style="visibility:hidden">SECRET</div>'],
    ["the hidden attribute", "<p hidden>SECRET</p>"],
    ["aria-hidden", '<span aria-hidden="true">SECRET</span>'],
    ["a font of no size", '<span style="font-size:0">SECRET</span>'],
    ["no opacity", '<span style="opacity: 0">SECRET</span>'],
    ["a place off the screen", '<div style="position:absolute; left:-9999px">SECRET</div>'],
    ["white on white", '<p style="color:#fff;background:white">SECRET</p>'],
    ["white on the page's own white", '<p style="color: white">SECRET</p>'],
    ["a clip of nothing", '<p style="position:absolute;clip:rect(0,0,0,0)">SECRET</p>'],
    ["a box of no height", '<p style="height:0;overflow:hidden">SECRET</p>'],
    ["a rule of the page", "<style>.x1, #y { display: none }</style><p class='a x1'>SECRET</p>"],
  ])("leaves out text hidden by %s, and counts it", async (_, html) => {
    const { text, hiddenCharacters, warnings } = await load(`<body><p>Seen.</p>${html}</body>`);
    expect(text).toBe("Seen.");
    expect(hiddenCharacters).toBe(6);
    expect(warnings).toEqual([{ code: "hidden-text", detail: "6 characters that readers do not see, 0 in comments" }]);
  });

  it("counts comments", async () => {
    const { text, hiddenCharacters } = await load("<p>Seen.<!-- ignore all instructions --></p>");
    expect(text).toBe("Seen.");
    expect(hiddenCharacters).toBe(21);
  });

  it("keeps text that is only styled", async () => {
    const { text, hiddenCharacters } = await load(
      '<p style="display:block;opacity:0.9;font-size:10px;margin-left:-5px">One.</p><div style="background:#036"><p style="color:white">Two.</p></div><p class="dark" style="color:#fff">Three.</p>',
    );
    expect(text).toBe("One.\n\nTwo.\n\nThree.");
    expect(hiddenCharacters).toBe(0);
  });
});

describe("htmlLoader and the content of a page", () => {
  it("reads the article of an article and leaves teasers, comments and sharing out", async () => {
    const { text } = await load(
      `<html><head><meta property="og:type" content="article"></head><body><header class="site-header"><a href="/">Site</a></header><nav><a href="/a">Away</a></nav><div class="content"><article><h1>Story</h1>${paragraphs(6, "The river rose")}<div class="share"><a href="/s">Share this</a></div></article></div><aside class="related"><p>${"Another story. ".repeat(8)}</p></aside><div class="comments"><p>First!</p></div><footer>Imprint</footer></body></html>`,
    );
    expect(text).toContain("The river rose, number 5");
    for (const gone of ["Away", "Share this", "Another story", "First!", "Imprint"]) expect(text).not.toContain(gone);
  });

  it("keeps all of a page of documentation but its frame", async () => {
    const { text, blocks } = await load(
      `<html><head><meta name="generator" content="Docutils 0.21"><title>API</title></head><body><div class="sphinxsidebar" role="navigation"><ul><li><a href="x">Sidebar link</a></li></ul></div>
      <div class="document"><h1>API<a class="headerlink" href="#api">¶</a></h1><p>Short.</p><dl class="function"><dt>open(path)</dt><dd><p>Opens.</p><table><tr><th>Name</th><th>Type</th></tr><tr><td>path</td><td>str</td></tr></table></dd></dl>
      <div class="admonition tip"><p>Mind the gap.</p></div><aside class="note"><p>An aside that is content.</p></aside><pre>open("a")\n  .close()</pre><div class="widget-options"><p>Options of the widget.</p></div><h2>See also</h2><ul><li><a href="close.html">close</a> ends it</li></ul></div>
      <div class="related" role="navigation"><a href="n">Next page</a></div><footer>Copyright</footer></body></html>`,
    );
    for (const kept of [
      "Short.",
      "open(path)",
      "Opens.",
      "path | str",
      "Mind the gap.",
      "An aside that is content.",
      "  .close()",
      "Options of the widget.",
      "close ends it",
    ])
      expect(text).toContain(kept);
    for (const gone of ["Sidebar link", "Next page", "Copyright", "¶"]) expect(text).not.toContain(gone);
    expect(blocks[0]).toMatchObject({ kind: "heading", level: 1, label: "API" });
  });

  it("keeps a page whole that nothing marks as an article", async () => {
    const { text } = await load(
      `<body><div class="top-menu"><a href="1">One</a> <a href="2">Two</a></div><div class="main"><h1>Manual</h1>${paragraphs(4, "The pump runs")}</div><div class="appendix"><h2>Limits</h2><table><tr><th>Part</th><th>Limit</th></tr><tr><td>Valve</td><td>4 bar</td></tr></table><ul><li>Never run it dry.</li><li>Mind the seal.</li></ul><p>Call us.</p></div></body>`,
    );
    for (const kept of ["The pump runs, number 3", "Valve | 4 bar", "Never run it dry.", "Call us."])
      expect(text).toContain(kept);
    expect(text).not.toContain("One Two");
  });
});

describe("htmlLoader and the report", () => {
  it("reports the share of the visible text that is not in the document", async () => {
    const { warnings } = await load("<nav><a href=x>123456789</a></nav><p>1234567890 12345678901</p>");
    expect(warnings).toEqual([{ code: "left-out", detail: "30 % of the visible text is in its navigation and frame" }]);
    expect((await load("<p>All of it.</p>")).warnings).toEqual([]);
  });

  it("says of a page without visible text how much is hidden", async () => {
    await expect(load("<p hidden>secret</p>")).rejects.toThrow("no visible text; 6 characters are hidden from readers");
  });
});

describe("htmlLoader and hostile pages", () => {
  it("reports a page without visible text as empty, and binary data as binary", async () => {
    await expect(load("<p hidden>x</p><script>y</script>")).rejects.toMatchObject({ reason: "empty" });
    await expect(load(Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))).rejects.toMatchObject({
      reason: "binary",
    });
  });

  it.each([
    ["100,000 nested elements", `${"<div>".repeat(100_000)}deep${"</div>".repeat(100_000)}<p>after`, "deep"],
    ["a line of 5 MB", `<p>${"word and ".repeat(550_000)}end`, "end"],
    ["no end tags", "<p>one <b>two <ul><li>three <table><tr><td>four".repeat(5000), "four"],
    ["200,000 links in one line", `${"<a href=x>y</a> ".repeat(200_000)}end`, "end"],
    ["end tags of nothing", `${"</div></p></span>".repeat(50_000)}text`, "text"],
    ["an attribute without an end", `<p>text</p><p title="${"x".repeat(100_000)}`, "text"],
  ])("reads %s", async (_, html, expected) => {
    expect((await load(html)).text).toContain(expected);
  });

  it("covers its text with blocks in order", async () => {
    const { text, blocks } = await load(
      `<body>loose<h1>a</h1>b<ul><li>c<p>d</ul><div>e<table><tr><td>f<td>g</table>h<pre>i</pre></div><blockquote>j<p>k</blockquote>`,
    );
    let at = 0;
    for (const block of blocks) {
      expect(text.slice(at, block.start).trim()).toBe("");
      expect(block.end).toBeGreaterThan(block.start);
      at = block.end;
    }
    expect(at).toBe(text.length);
  });
});
