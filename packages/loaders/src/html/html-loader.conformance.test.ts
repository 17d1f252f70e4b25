import { describeLoader } from "@ragstone/testkit";
import { htmlLoader } from "./html-loader.js";

const page = `<!doctype html><html lang="en"><head><title>Keys</title><meta name="description" content="About keys"></head>
<body><nav><a href="/">Home</a></nav><main><h1>Rotating <em>keys</em></h1><p>Keys are rotated every&nbsp;ninety days.<!-- why --></p>
<ul><li>first<ul><li>nested</li></ul></li><li>second</li></ul><table><thead><tr><th>name</th><th>days</th></tr></thead><tbody><tr><td>root</td><td>90</td></tr></tbody></table>
<pre><code class="language-ts">const a = 1;
</code></pre><blockquote>quoted</blockquote><p style="display:none">hidden</p></main><footer>Imprint</footer></body></html>`;

describeLoader("htmlLoader", {
  loader: htmlLoader,
  samples: [
    { path: "guide.html", content: page, contains: ["ninety days", "const a", "root | 90"] },
    { path: "unicode.html", content: "<h1>\u{1F600} 标题</h1><p>段落 – naïve</p>" },
    { path: "utf-16.html", content: Buffer.from(`\ufeff${page}`, "utf16le"), contains: ["nested"] },
    {
      path: "unclosed.html",
      content: "<p>one<p>two<ul><li>three<li>four<table><tr><td>five<td>six",
      contains: ["five | six"],
    },
  ],
});
