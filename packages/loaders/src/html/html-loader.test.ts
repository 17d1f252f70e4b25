import { describe, expect, it } from "vitest";
import { htmlLoader } from "./html-loader.js";

async function load(html: string | Uint8Array) {
  const bytes = typeof html === "string" ? new TextEncoder().encode(html) : html;
  return htmlLoader.load({ path: "a.html", bytes, sha256: "0".repeat(64), modifiedMs: null });
}

describe("htmlLoader", () => {
  it("gives headings, paragraphs, list items, tables, code and quotes as blocks", async () => {
    const { text, blocks, title } = await load(
      "<title>T &amp; U</title><h2>Head  <b>ing</b></h2><p>One&nbsp;two.<ul><li>a<ul><li>b</ul></ul><table><tr><th>k<th>v<tr><td>x<td>1</table><pre><code class=language-js>\nlet a;\n  b();\n</code></pre><blockquote><p>said</blockquote>",
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

  it("reads the declared encoding", async () => {
    const { text } = await load(Buffer.from('<meta charset="windows-1252"><p>caf\u00e9', "latin1"));
    expect(text).toBe("café");
  });

  it("reports a page without visible text as empty", async () => {
    await expect(load("<p hidden>x</p><script>y</script>")).rejects.toMatchObject({ reason: "empty" });
  });

  it("parses 100,000 nested elements", async () => {
    const { text } = await load(`${"<div>".repeat(100_000)}deep${"</div>".repeat(100_000)}<p>after`);
    expect(text).toBe("deep\n\nafter");
  });
});
