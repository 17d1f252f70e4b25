import type { Article } from "./prose.js";

/**
 * A page as sites have them: head, style, script, navigation and footer around an article with headings, paragraphs, a
 * list and now and then a table.
 *
 * @param pick - numbers in `[0, 1)` that decide which sentences of which articles it contains
 * @param bytes - size at which it stops
 */
export function htmlPage(
  articles: readonly Article[],
  pick: () => number,
  bytes: number,
): { readonly title: string; readonly html: string } {
  const anyArticle = () => articles[Math.floor(pick() * articles.length)]!;
  const title = anyArticle().title;
  const page = { html: head(title) };
  const add = (part: string) => {
    page.html += part;
  };
  const full = () => page.html.length + foot.length >= bytes;
  for (let section = 0; !full(); section++) {
    const { title: heading, sentences } = anyArticle();
    add(`<h${section % 3 === 2 ? 3 : 2}>${escapeHtml(heading)}</h${section % 3 === 2 ? 3 : 2}>\n`);
    let next = Math.floor(pick() * sentences.length);
    while (next < sentences.length && !full()) {
      const run = sentences.slice(next, next + 2 + Math.floor(pick() * 5)).map(escapeHtml);
      next += run.length;
      if (pick() < 0.08) add(`<ul>\n${run.map((sentence) => `<li>${sentence}</li>\n`).join("")}</ul>\n`);
      else add(`<p>${run.join(" ")}</p>\n`);
    }
    if (pick() < 0.1) add(table(pick));
  }
  return { title, html: page.html + foot };
}

function table(pick: () => number): string {
  const row = () =>
    `<tr><td>${1950 + Math.floor(pick() * 75)}</td><td>${(pick() * 1000).toFixed(1)}</td><td>${Math.floor(pick() * 1e6)}</td></tr>\n`;
  return `<table>\n<tr><th>Year</th><th>Mean</th><th>Count</th></tr>\n${Array.from({ length: 6 }, row).join("")}</table>\n`;
}

function head(title: string): string {
  const links = ["Home", "Guides", "Reference", "News", "People", "About", "Search"]
    .map((name) => `<li><a href="/${name.toLowerCase()}/">${name}</a></li>`)
    .join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>body { font: 16px/1.5 serif; margin: 0 auto; max-width: 60em } nav li { display: inline }</style>
<script>window.visits = (window.visits || 0) + 1; document.documentElement.dataset.visits = window.visits;</script>
</head>
<body>
<header><nav><ul>${links}</ul></nav></header>
<main><article>
<h1>${escapeHtml(title)}</h1>
`;
}

const foot = `</article></main>
<footer><p>All pages may be read and quoted. <a href="/terms/">Terms</a> <a href="/privacy/">Privacy</a></p></footer>
</body>
</html>
`;

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
