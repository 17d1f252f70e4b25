import { describe, expect, it } from "vitest";
import { htmlLoader } from "./html-loader.js";

async function textOf(html: string): Promise<string> {
  const bytes = new TextEncoder().encode(html);
  return (await htmlLoader.load({ path: "a.html", bytes, sha256: "0".repeat(64), modifiedMs: null })).text;
}

const article = '<meta property="og:type" content="article">';
const prose = (count: number, topic: string): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `<p>${topic} ${index} was on the agenda of the council, which met on Tuesday, heard both sides, and put off the vote for a week.</p>`,
  ).join("");
const links = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `<li><a href="/${index}">Another story of the day, part ${index}</a></li>`,
  ).join("");
const teasers = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `<li><h3><a href="/t${index}">Another story with a title ${index}</a></h3><p>The first sentences of a story that is told on a page of its own, number ${index}, and not here.</p></li>`,
  ).join("");
const comments = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `<div class="comment"><p>I have read this to the end, dear editors, and I still think that number ${index} is wrong.</p></div>`,
  ).join("");

describe("selectContent and names of elements", () => {
  it.each(["menu-open", "has-sidebar", "comments-open", "site-footer-fixed social-menu", "with-related widget"])(
    "keeps a page whose body or wrapper is named %s",
    async (name) => {
      for (const [html, count] of [
        [`<body class="${name}"><h1>Halls</h1>${prose(4, "Hall")}</body>`, 4],
        [`<body><div id="x" class="${name}"><h1>Halls</h1>${prose(4, "Hall")}</div><footer>Imprint</footer></body>`, 4],
        [`${article}<body><nav>Home</nav><div class="${name}"><div>${prose(8, "Hall")}</div></div></body>`, 8],
      ] as const)
        for (let index = 0; index < count; index += 1)
          expect(await textOf(html)).toContain(`Hall ${index} was on the agenda`);
    },
  );

  it("keeps a page that is in one form, or in a navigation that nobody closed", async () => {
    expect(await textOf(`${article}<form id="aspnetForm"><div>${prose(5, "Hall")}</div></form>`)).toContain("Hall 4");
    expect(await textOf(`<nav><a href="/">Home</a><h1>Halls</h1>${prose(5, "Hall")}`)).toContain("Hall 4");
  });

  it("keeps paragraphs whose generated ids look like names", async () => {
    const html = `${article}<div>${prose(3, "Hall").replace("<p>", '<p id="NavzzU">')}</div>`;
    expect(await textOf(html)).toContain("Hall 0");
  });

  it("keeps texts of a page builder, whose boxes are widgets", async () => {
    const boxes = [1, 2, 3, 4, 5].map(
      (box) => `<div class="elementor-widget elementor-widget-text">${prose(1, `Box ${box} Hall`)}</div>`,
    );
    const text = await textOf(`${article}<div class="elementor">${boxes.join("")}</div>`);
    for (const box of [1, 2, 3, 4, 5]) expect(text).toContain(`Box ${box} Hall`);
  });

  it("keeps a forum, which is comments", async () => {
    expect(
      await textOf(`<body><h1>Seals</h1><p>Which seal?</p><div id="comments">${comments(12)}</div></body>`),
    ).toContain("number 11 is wrong");
  });
});

describe("selectContent and articles", () => {
  it("reads a declared article where most of the page's text is elsewhere", async () => {
    for (const around of [
      `<ul class="river">${teasers(40)}</ul>`,
      `<div id="comments">${comments(60)}</div>`,
      `<div class="x1">${links(200)}</div>`,
    ]) {
      const text = await textOf(`${article}<body><div class="a1">${prose(5, "Hall")}</div>${around}</body>`);
      expect(text).toContain("Hall 4");
      expect(text).not.toMatch(/Another story|is wrong/);
    }
  });

  it.each([
    ["JSON-LD", '<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"]}]}</script>'],
    ["schema.org", '<div itemscope itemtype="https://schema.org/BlogPosting"></div>'],
    ["Open Graph", article],
  ])("knows a declared article by %s", async (_, declaration) => {
    const html = `${declaration}<body><div class="a1">${prose(5, "Hall")}</div><div class="a2">${"<p>Aside in few words</p>".repeat(9)}</div></body>`;
    expect(await textOf(html)).not.toContain("Aside");
    expect(await textOf(html.replace(declaration, ""))).toContain("Aside");
  });

  it.each(['<div class="entry-title">Plan</div>', "<time>4 May</time>", '<meta name="author" content="Ann">'])(
    "knows an article by its signature %s",
    async (signature) => {
      const html = `${signature}<body><div class="a1">${prose(5, "Hall")}</div><div class="a2">${"<p>Aside in few words</p>".repeat(9)}</div></body>`;
      expect(await textOf(html)).not.toContain("Aside");
      expect(await textOf(html.replace(signature, ""))).toContain("Aside");
    },
  );

  it("keeps the lead, by its name or because the page's description repeats it", async () => {
    const lead = "Three people have died during protests in the harbour, according to the police.";
    for (const html of [
      `<article><h1>Plan</h1><div class="article__summary">${lead}</div><div class="body">${prose(5, "Hall")}</div></article>`,
      `<meta name="description" content="${lead} More."><div><div class="x7">${lead}</div><div class="body">${prose(5, "Hall")}</div></div>`,
    ])
      expect(await textOf(`${article}${html}`)).toMatch(new RegExp(`${lead}[^]*Hall 0`));
  });

  it("keeps embedded posts", async () => {
    const post = "Senate resolves to observe a minute of silence.";
    for (const html of [
      `<blockquote class="twitter-tweet"><p>${post}</p>- The Senate <a href="https://t.example">October 9</a></blockquote>`,
      `<div class="social-embed"><blockquote><p>${post}</p></blockquote></div>`,
    ])
      expect(await textOf(`${article}<article>${prose(3, "Hall")}${html}${prose(3, "Gate")}</article>`)).toContain(
        post,
      );
  });

  it("keeps an article in several unequal boxes", async () => {
    const text = await textOf(
      `${article}<main><div class="one"><div>${prose(2, "Hall")}</div></div><div class="two"><div><div>${prose(9, "Gate")}</div></div></div></main>`,
    );
    expect(text).toContain("Hall 0");
    expect(text).toContain("Gate 8");
  });

  it("reads text with line breaks instead of paragraphs", async () => {
    const lines = prose(6, "Hall").replaceAll("<p>", "").replaceAll("</p>", "<br><br>");
    const text = await textOf(`${article}<div class="a">${lines}<div class="b"><img></div></div><ul>${links(30)}</ul>`);
    expect(text).toContain("Hall 5");
    expect(text).not.toContain("Another story");
  });

  it("leaves out the links that end an article, and keeps those inside it", async () => {
    const text = await textOf(
      `<article><h1>Plan</h1>${prose(4, "Hall")}<ul><li><a href="/a">The plan of the halls</a></li><li><a href="/b">Its annex</a></li></ul>${prose(4, "Gate")}<h2>More</h2><ul>${links(5)}</ul></article>`,
    );
    expect(text).toContain("The plan of the halls");
    expect(text).not.toMatch(/More|Another story/);
  });

  it("reads an article in one box with its comments", async () => {
    const html = `${article}<body><div class="with-sidebar"><div class="a">${prose(6, "Hall")}</div><div id="comments">${comments(3)}</div></div><div class="ad">${prose(2, "Gate")}</div></body>`;
    const text = await textOf(html);
    expect(text).toContain("Hall 5");
    expect(text).not.toContain("is wrong");
  });

  it("ends at the article element that has most of the text of such elements", async () => {
    const main = `<article><div><div class="body">${prose(8, "Hall")}</div></div></article>`;
    const calls = `<div class="cta">${prose(2, "Gate")}</div>`;
    const text = await textOf(`${article}<main><div class="row">${main}</div>${calls}</main>`);
    expect(text).toContain("Hall 7");
    expect(text).not.toContain("Gate");
    const several = ["One", "Two", "Three", "Four"].map((name) => `<article>${prose(3, name)}</article>`).join("");
    const list = await textOf(`${article}<main>${several}</main>`);
    for (const name of ["One", "Two", "Three", "Four"]) expect(list).toContain(`${name} 2`);
  });

  it("keeps sources that end an article: addresses written out, and references with links", async () => {
    const addresses = [1, 2, 3].map((n) => `<li><a href="https://x.example/${n}">https://x.example/${n}</a></li>`);
    const books = [1, 2, 3].map(
      (n) =>
        `<li>Bateman, David (200${n}). <i>An Encyclopedia of Halls</i>, 6th ed. ISBN <a href="/isbn">1-86953-601-${n}</a> <a href="/z">Archive</a></li>`,
    );
    const html = `<article><h1>Halls</h1>${prose(5, "Hall")}<div class="refbegin"><ul>${books.join("")}</ul></div><ul>${addresses.join("")}</ul></article>`;
    expect(await textOf(`${article}${html}`)).toMatch(/Bateman, David \(2003\)[^]*https:\/\/x\.example\/3/);
  });

  it.each(['<h2 class="subheader">Gates</h2>', '<div class="section-header"><h2>Gates</h2></div>'])(
    "keeps the heading %s, although its name says header",
    async (heading) => {
      const text = await textOf(`${article}<article>${prose(3, "Hall")}${heading}${prose(3, "Gate")}</article>`);
      expect(text).toMatch(/Hall 2[^]*\n\nGates\n\nGate 0/);
    },
  );

  it("keeps listings in boxes named after toolbars, and quotations in an aside", async () => {
    const listing = `<div class="code-toolbar"><pre>open()</pre><div class="toolbar"><button>Copy</button></div></div>`;
    const quote = "<aside><blockquote>We need more time, said the mayor.</blockquote></aside>";
    const text = await textOf(`${article}<article>${prose(3, "Hall")}${listing}${quote}${prose(3, "Gate")}</article>`);
    expect(text).toContain("open()");
    expect(text).toContain("We need more time");
  });

  it("keeps a last sentence that is in a box of its own", async () => {
    const box = '<div style="margin-bottom:-554px"><p>The gate closes at 19:30.</p></div>';
    expect(await textOf(`<main><div>${prose(4, "Hall")}</div>${box}</main>`)).toContain("19:30");
  });

  it("leaves out what articles have around their text", async () => {
    const text = await textOf(
      `${article}<article>${prose(5, "Hall")}<div class="post-tags">Tags: halls, gates</div><div class="author-bio">Ann writes here.</div><div class="newsletter">Sign up today.</div></article>`,
    );
    expect(text).not.toMatch(/Tags|Ann|Sign up/);
  });
});

describe("selectContent and other pages", () => {
  it("keeps the list of a page that is a list", async () => {
    expect(await textOf(`<body><h1>News</h1><ul>${teasers(12)}</ul></body>`)).toContain("number 11");
  });

  it("keeps a page of a product with its facts, and drops its notice and links", async () => {
    const text = await textOf(
      `<body><div class="cookie-banner"><p>We use cookies.</p></div><div class="top"><ul>${links(12)}</ul></div><main><h1>Pump P2</h1>${prose(3, "Pump")}<dl><dt>Flow</dt><dd>40 l</dd></dl><table><tr><th>Part</th><th>Limit</th></tr><tr><td>Valve</td><td>4 bar</td></tr></table></main><div class="reviews">${prose(3, "Review")}</div></body>`,
    );
    for (const kept of ["Pump 2", "Flow\n40 l", "Valve | 4 bar", "Review 2"]) expect(text).toContain(kept);
    expect(text).not.toContain("cookies");
  });
});
