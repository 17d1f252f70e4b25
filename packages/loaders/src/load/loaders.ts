import { retriableOnce, type Loader } from "@ragstone/core";
import type { markupLoaderOf } from "../markup/markup-loader.js";
import { languages } from "../code/languages.js";
import { textLoader } from "../plain/text-loader.js";

const sheet = (mediaType: string): [string, () => Promise<Loader>] => [
  mediaType,
  async () => (await import("../sheet/sheet-loader.js")).sheetLoaderOf(mediaType),
];
const csv = (mediaType: "text/csv" | "text/tab-separated-values"): [string, () => Promise<Loader>] => [
  mediaType,
  async () => (await import("../table/csv-loader.js")).csvLoaderOf(mediaType),
];
const json = (mediaType: "application/json" | "application/x-ndjson"): [string, () => Promise<Loader>] => [
  mediaType,
  async () => (await import("../data/json-loader.js")).jsonLoaderOf(mediaType),
];
const captions = (mediaType: "text/vtt" | "application/x-subrip"): [string, () => Promise<Loader>] => [
  mediaType,
  async () => (await import("../captions/captions-loader.js")).captionsLoaderOf(mediaType),
];
const calendar = (mediaType: "text/calendar" | "text/vcard"): [string, () => Promise<Loader>] => [
  mediaType,
  async () => (await import("../calendar/calendar-loader.js")).calendarLoaderOf(mediaType),
];
const markup = (mediaType: Parameters<typeof markupLoaderOf>[0]): [string, () => Promise<Loader>] => [
  mediaType,
  async () => (await import("../markup/markup-loader.js")).markupLoaderOf(mediaType),
];
const html = async (): Promise<Loader> => (await import("../html/html-loader.js")).htmlLoader;

/** Loaders by media type. Their parsers are worth importing only when a file needs them. */
const lazy: ReadonlyMap<string, () => Promise<Loader>> = new Map<string, () => Promise<Loader>>([
  ["application/pdf", async () => (await import("../pdf/pdf-loader.js")).pdfLoader],
  ["text/markdown", async () => (await import("../markdown/markdown-loader.js")).markdownLoader],
  ["text/html", html],
  ["application/xhtml+xml", html],
  [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    async () => (await import("../docx/docx-loader.js")).docxLoader,
  ],
  [
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    async () => (await import("../slides/slides-loader.js")).slidesLoader,
  ],
  sheet("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  sheet("application/vnd.ms-excel"),
  sheet("application/vnd.ms-excel.sheet.binary.macroenabled.12"),
  sheet("application/vnd.oasis.opendocument.spreadsheet"),
  sheet("application/vnd.oasis.opendocument.spreadsheet-flat-xml"),
  ["application/epub+zip", async () => (await import("../epub/epub-loader.js")).epubLoader],
  ["application/x-ipynb+json", async () => (await import("../notebook/notebook-loader.js")).notebookLoader],
  ["message/rfc822", async () => (await import("../mail/mail-loader.js")).mailLoader],
  ["text/x-rst", async () => (await import("../rst/rst-loader.js")).rstLoader],
  ["application/mbox", async () => (await import("../mail/mailbox-loader.js")).mailboxLoader],
  ["multipart/related", async () => (await import("../mail/web-archive-loader.js")).webArchiveLoader],
  json("application/json"),
  json("application/x-ndjson"),
  ["application/xml", async () => (await import("../data/xml-loader.js")).xmlLoader],
  ["text/x-java-properties", async () => (await import("../data/properties-loader.js")).propertiesLoader],
  captions("text/vtt"),
  captions("application/x-subrip"),
  calendar("text/calendar"),
  calendar("text/vcard"),
  markup("text/asciidoc"),
  markup("application/x-tex"),
  markup("text/org"),
  markup("text/x-typst"),
  markup("text/x-mediawiki"),
  markup("application/x-texinfo"),
  markup("text/x-textile"),
  csv("text/csv"),
  csv("text/tab-separated-values"),
]);

const loaders = new Map<string, () => Promise<Loader>>();

/** The loader of a media type; the text loader for types without one. */
export function loaderOf(mediaType: string): Promise<Loader> {
  const load =
    lazy.get(mediaType) ??
    (languages.has(mediaType) ? async () => (await import("../code/code-loader.js")).codeLoaderOf(mediaType) : null);
  if (load === null) return Promise.resolve(textLoader);
  const loader = loaders.get(mediaType) ?? retriableOnce(load);
  loaders.set(mediaType, loader);
  return loader();
}
