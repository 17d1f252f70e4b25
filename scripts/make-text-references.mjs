// What pandoc and LibreOffice show of the files of a folder, as references for `pnpm eval texts`.
//
//   node scripts/make-text-references.mjs FOLDER OUT
//
// Writes OUT/READER/PATH.txt, a line for each paragraph or cell, with the forms of a cell (display and stored value)
// apart by U+001F, and OUT/READER/PATH.all.txt with whatever else the reader has: headers, names of sheets, shapes.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, extname, join, relative } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const pandocFormats = { docx: "docx", odt: "odt", rtf: "rtf", pptx: "pptx", epub: "epub", rst: "rst", org: "org" };
const flatFormats = { fodt: "docx odt rtf doc", fods: "xlsx xlsm xlsb xls ods fods", fodp: "pptx ppt odp" };
const timeout = 90_000;

const [folder, out] = process.argv.slice(2);
if (out === undefined) {
  process.stderr.write("Usage: node scripts/make-text-references.mjs FOLDER OUT\n");
  process.exit(2);
}
const profile = await mkdtemp(join(tmpdir(), "soffice-"));
try {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = relative(folder, join(entry.parentPath ?? entry.path, entry.name));
    await byPandoc(path).catch(() => {});
    await byLibreOffice(path).catch(() => {});
  }
} finally {
  await rm(profile, { recursive: true, force: true });
}

async function byPandoc(path) {
  const format = pandocFormats[extensionOf(path)];
  if (format === undefined) return;
  const options = ["-f", format, "-t", "plain", "--wrap=none", join(folder, path)];
  const { stdout } = await run("pandoc", options, { timeout, maxBuffer: 1 << 28 });
  await write("pandoc", path, stdout);
}

async function byLibreOffice(path) {
  const flat = Object.keys(flatFormats).find((key) => flatFormats[key].split(" ").includes(extensionOf(path)));
  if (flat === undefined) return;
  const target = await mkdtemp(join(profile, "out-"));
  const options = ["--headless", "--convert-to", flat, "--outdir", target, join(folder, path)];
  await run("soffice", [`-env:UserInstallation=file://${profile}/user`, ...options], { timeout });
  const flatXml = await readFile(join(target, `${basename(path, extname(path))}.${flat}`), "utf8");
  // Pictures, comments and deletions are no text of the document.
  const xml = flatXml.replace(
    /<(office:binary-data|office:annotation|text:tracked-changes)\b(?:[^>]*[^/])?>[^]*?<\/\1>/g,
    "",
  );
  const body = /<office:body>[^]*<\/office:body>/.exec(xml)?.[0] ?? "";
  const names = [...xml.matchAll(/<table:table [^>]*table:name="([^"]*)"/g)].map(([, name]) => name);
  await write("libreoffice", path, flat === "fods" ? cellLines(xml, body) : paragraphs(body).join("\n"));
  await write("libreoffice", path, [...paragraphs(xml), ...names].join("\n"), ".all");
}

/** Display and value of the visible cells. */
function cellLines(xml, body) {
  const hidden = new Set(
    [
      ...xml.matchAll(
        /<style:style style:name="([^"]*)" style:family="table"(?:(?!<\/style:style>)[^])*table:display="false"/g,
      ),
    ].map(([, name]) => name),
  );
  const visible = body
    .replace(
      /<draw:(?:frame|object)\b[^]*?<\/draw:(?:frame|object)>|<office:annotation\b[^]*?<\/office:annotation>/g,
      "",
    )
    .replace(/<table:table-row [^>]*table:visibility="collapse"[^]*?<\/table:table-row>/g, "")
    .replace(/<table:table [^>]*table:style-name="([^"]*)"[^]*?<\/table:table>/g, (table, style) =>
      hidden.has(style) ? "" : table,
    );
  return [...visible.matchAll(/<table:table-cell\b([^>]*[^/])>([^]*?)<\/table:table-cell>/g)]
    .map(([, attributes, content]) => {
      const value = /office:(?:value|date-value|time-value)="([^"]*)"/.exec(attributes)?.[1];
      return [paragraphs(content).join(" "), ...(value === undefined ? [] : [value])].join("\u001F");
    })
    .join("\n");
}

function paragraphs(xml) {
  return [...xml.matchAll(/<text:(?:p|h)\b[^>]*>([^]*?)<\/text:(?:p|h)>/g)].map(([, content]) =>
    content
      // Readers of text have no use for the number of a page, nor LibreOffice a page for its notes.
      .replace(/<text:page-number\b[^>]*>[^<]*<\/text:page-number>/g, "")
      .replace(/<text:(?:s|tab|line-break)\b[^>]*>/g, " ")
      .replace(/<[^>]*>/g, "")
      .replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name]),
  );
}

async function write(reader, path, text, kind = "") {
  const file = join(out, reader, `${path}${kind}.txt`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

function extensionOf(path) {
  return extname(path).slice(1).toLowerCase();
}
