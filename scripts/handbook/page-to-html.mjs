/** A complete page with navigation and footer around the content, as documentation sites have. */
export function pageToHtml({ title, html }) {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title></head>
<body>
<nav><a href="getting-started.md">Getting started</a> <a href="concepts.md">Concepts</a> <a href="commands.md">Commands</a></nav>
<main>
${html}</main>
<footer>Part of the handbook of Ragstone.</footer>
</body>
</html>
`;
}
