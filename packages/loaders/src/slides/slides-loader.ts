import { DocumentError, type Loader, type LoaderInput, type PageSpan, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { notReadWarning } from "../ooxml/not-read-warning.js";
import { createOfficeParts } from "../ooxml/office-part.js";
import { requireText } from "../ooxml/require-text.js";
import { makeDocument } from "../text/make-document.js";
import { createListIds } from "../text/list-ids.js";
import { createTextBuilder } from "../text/text-builder.js";
import { readCoreProperties } from "../zip/core-properties.js";
import { entryText } from "../zip/entry-text.js";
import { readZip } from "../zip/read-zip.js";
import type { Presentation } from "./shape-blocks.js";
import { slideBlocks } from "./slide-blocks.js";
import { slideOrder } from "./slide-order.js";

const mediaType = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/**
 * PowerPoint presentations: slides in order, each a page; titles as headings, paragraphs as list items by their depth,
 * tables and charts as rows, diagrams as lists, footers and the text of masters once, speaker notes as quotes after
 * their slide. Hidden slides and shapes and comments are left out and counted.
 */
export const slidesLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  const entries = readZip(input.path, input.bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  const slides = slideOrder(input.path, entries);
  if (slides.length === 0 && !entries.has("ppt/presentation.xml"))
    throw new DocumentError(input.path, "malformed", "not a readable presentation (no slides)");
  const partOf = createOfficeParts(input.path, entries);
  const builder = createTextBuilder();
  const presentation: Presentation = {
    lists: createListIds(),
    seen: new Set(),
    repeated: new Set(),
    notRead: [],
    hiddenCharacters: 0,
  };
  const pages: PageSpan[] = [];
  let pictures = 0;
  for (const [index, name] of slides.entries()) {
    signal?.throwIfAborted();
    const slide = partOf(name);
    if (slide === null) continue;
    pictures += slide.relationships.filter(({ kind }) => kind === "image").length;
    const start = builder.length;
    for (const { kind, text, ...options } of slideBlocks(slide, presentation)) builder.add(kind, text, options);
    pages.push({
      page: index + 1,
      start: builder.length === start ? start : Math.min(builder.length, start === 0 ? 0 : start + 2),
      end: builder.length,
    });
  }
  const { title, metadata } = readCoreProperties(input.path, entryText(entries, "docProps/core.xml"));
  const { text, blocks } = builder.finish();
  requireText(input.path, text, pictures);
  const isDefault = title === null || /^PowerPoint(?: Presentation|-)/i.test(title);
  return makeDocument(input, {
    text,
    mediaType,
    title: isDefault ? (blocks.find((block) => block.kind === "heading")?.label ?? null) : title,
    blocks,
    pages,
    metadata,
    warnings: notReadWarning(presentation.notRead),
    hiddenLeftOut: presentation.hiddenCharacters,
  });
}
