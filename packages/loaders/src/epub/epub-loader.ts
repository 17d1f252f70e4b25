import { DocumentError, isRagstoneError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { loadHtml } from "../html/load-html.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { entryText } from "../zip/entry-text.js";
import { readZip } from "../zip/read-zip.js";
import { readPackage } from "./read-package.js";

const mediaType = "application/epub+zip";

/** EPUB 2 and 3: the chapters in reading order, each read as HTML. */
export const epubLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput, options: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  const entries = readZip(input.path, input.bytes, (name) => /\.(?:xml|opf|x?html?)$/i.test(name));
  // Fonts alone may be scrambled, books under digital rights management list their chapters here.
  const encryption = entryText(entries, "META-INF/encryption.xml");
  if (encryption !== null && /URI="[^"]+\.x?html?"/i.test(encryption))
    throw new DocumentError(input.path, "encrypted", "the chapters are encrypted");
  const { title, metadata, chapters } = readPackage(input.path, entries);
  const builder = createTextBuilder();
  let hiddenLeftOut = 0;
  const missing: string[] = [];
  for (const chapter of chapters) {
    options.signal?.throwIfAborted();
    const bytes = entries.get(chapter);
    if (bytes === undefined) {
      missing.push(chapter);
      continue;
    }
    const page = await loadHtml({ ...input, bytes }, { ...options, keepWhole: true }).catch((error: unknown) => {
      // Covers and picture pages contain no text.
      if (isRagstoneError(error)) return null;
      throw error;
    });
    if (page === null) continue;
    // Hidden text inside the page's text is counted through its blocks.
    const inText = page.blocks.reduce(
      (sum, block) => (block.kind === "hidden" ? sum + block.end - block.start : sum),
      0,
    );
    hiddenLeftOut += page.hiddenCharacters - inText;
    builder.addText(page.text, page.blocks);
  }
  const warnings = missing.length === 0 ? [] : [{ code: "chapters-missing", detail: missing.join(", ") }];
  return makeDocument(input, { ...builder.finish(), mediaType, title, metadata, warnings, hiddenLeftOut });
}
