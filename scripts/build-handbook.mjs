// Writes the demo's folder from docs/handbook, six pages in other formats than Markdown: pnpm handbook [FOLDER]
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { pageToDocx } from "./handbook/page-to-docx.mjs";
import { pageToHtml } from "./handbook/page-to-html.mjs";
import { pageToPdf } from "./handbook/page-to-pdf.mjs";
import { pageToText } from "./handbook/page-to-text.mjs";
import { parsePage } from "./handbook/parse-page.mjs";

const source = new URL("../docs/handbook/", import.meta.url);

const formats = {
  "document-formats": { extension: "pdf", convert: pageToPdf },
  glossary: { extension: "txt", convert: pageToText },
  models: { extension: "html", convert: pageToHtml },
  operations: { extension: "html", convert: pageToHtml },
  security: { extension: "docx", convert: pageToDocx },
  troubleshooting: { extension: "txt", convert: pageToText },
};

/** Links between pages lead to the converted files. */
function relink(markdown) {
  return markdown.replaceAll(/\]\((?<page>[\w-]+)\.md(?=[)#])/gu, (link, page) =>
    page in formats ? `](${page}.${formats[page].extension}` : link,
  );
}

async function convert(name) {
  const markdown = relink(await readFile(new URL(name, source), "utf8"));
  const page = name.replace(/\.md$/u, "");
  if (!(page in formats)) return { name, content: markdown };
  const { extension, convert } = formats[page];
  return { name: `${page}.${extension}`, content: await convert(parsePage(markdown)) };
}

/**
 * Converts every page. A file is written only if its content changes, so that an unchanged handbook stays unchanged on
 * disk, and files of pages that no longer exist are removed. An index in the folder is kept.
 *
 * @param target a folder URL that ends with a slash
 */
export async function buildHandbook(target) {
  await mkdir(target, { recursive: true });
  const names = (await readdir(source)).filter((name) => name.endsWith(".md"));
  const files = await Promise.all(names.map(convert));
  for (const { name, content } of files) {
    const file = new URL(name, target);
    const previous = await readFile(file).catch(() => undefined);
    if (previous === undefined || !previous.equals(Buffer.from(content))) await writeFile(file, content);
  }
  for (const name of await readdir(target)) {
    if (!name.startsWith(".") && !files.some((file) => file.name === name)) await rm(new URL(name, target));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = fileURLToPath(new URL("../examples/handbook", import.meta.url))] = process.argv.slice(2);
  await buildHandbook(pathToFileURL(`${folder}/`));
}
