import { DocumentError, type Loader, type LoaderInput, type PageSpan, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { makeDocument } from "../text/make-document.js";
import { createListIds } from "../text/list-ids.js";
import { createTextBuilder } from "../text/text-builder.js";
import { findElement, parseXml } from "../xml/xml-tree.js";
import { readCoreProperties } from "../zip/core-properties.js";
import { entryText } from "../zip/entry-text.js";
import { readZip } from "../zip/read-zip.js";
import { partsOf } from "../zip/relationships.js";
import { slideOrder } from "./slide-order.js";
import { writeShapes } from "./write-shapes.js";

const mediaType = "application/vnd.openxmlformats-officedocument.presentationml.presentation";

/**
 * PowerPoint presentations: slides in order, each a page; titles as headings, paragraphs as list items by their depth,
 * tables as rows, speaker notes as quotes after their slide. Hidden slides are left out and counted.
 */
export const slidesLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  const entries = readZip(input.path, input.bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  const slides = slideOrder(input.path, entries);
  if (slides.length === 0) throw new DocumentError(input.path, "malformed", "not a readable presentation (no slides)");
  const builder = createTextBuilder();
  const lists = createListIds();
  const pages: PageSpan[] = [];
  let hiddenLeftOut = 0;
  for (const [index, name] of slides.entries()) {
    signal?.throwIfAborted();
    const xml = entryText(entries, name);
    if (xml === null) continue;
    const slide = parseXml(input.path, xml);
    const start = builder.length;
    const show = findElement(slide, "sld")?.attribs["show"];
    if (show === "0" || show === "false") {
      const hidden = createTextBuilder();
      writeShapes(slide, { builder: hidden, lists });
      hiddenLeftOut += hidden.length;
    } else {
      writeShapes(slide, { builder, lists });
      for (const notes of partsOf(input.path, entries, name, "notesSlide"))
        writeShapes(parseXml(input.path, entryText(entries, notes) ?? ""), { builder, lists }, "notes");
    }
    pages.push({
      page: index + 1,
      start: builder.length === start ? start : Math.min(builder.length, start === 0 ? 0 : start + 2),
      end: builder.length,
    });
  }
  const { title, metadata } = readCoreProperties(input.path, entryText(entries, "docProps/core.xml"));
  const { text, blocks } = builder.finish();
  const isDefault = title === null || /^PowerPoint(?: Presentation|-)/i.test(title);
  return makeDocument(input, {
    text,
    mediaType,
    title: isDefault ? (blocks.find((block) => block.kind === "heading")?.label ?? null) : title,
    blocks,
    pages,
    metadata,
    hiddenLeftOut,
  });
}
