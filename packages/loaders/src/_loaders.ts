import type { Loader } from "@ragstone/core";
import { markdownLoader } from "./markdown/markdown-loader.js";
import { textLoader } from "./text/text-loader.js";

/** Loaders whose parsers are worth importing only when a file needs them. */
const lazy: ReadonlyMap<string, () => Promise<Loader>> = new Map([
  ["application/pdf", async () => (await import("./pdf/pdf-loader.js")).pdfLoader],
  ["text/html", async () => (await import("./html/html-loader.js")).htmlLoader],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", async () => (await import("./docx/docx-loader.js")).docxLoader],
]);

/** The loader of a media type; text for any type without one of its own. */
export async function loaderOf(mediaType: string): Promise<Loader> {
  if (mediaType === "text/markdown") return markdownLoader;
  const load = lazy.get(mediaType);
  return load === undefined ? textLoader : load();
}
