import {
  DocumentError,
  type Block,
  type DocumentWarning,
  type LoaderInput,
  type Metadata,
  type PageSpan,
  type SourceDocument,
} from "@ragstone/core";
import { cutOut } from "./cut-out.js";
import { embeddedData } from "./embedded-data.js";
import { wellFormed } from "./well-formed.js";

/** The extracted contents of a file. */
export interface LoadedParts {
  readonly text: string;
  readonly mediaType: string;
  readonly title?: string | null;
  readonly blocks?: readonly Block[];
  readonly pages?: readonly PageSpan[];
  readonly metadata?: Metadata;
  readonly warnings?: readonly DocumentWarning[];
  /** Characters of hidden text that are not in `text`; hidden blocks are counted here. */
  readonly hiddenLeftOut?: number;
}

/**
 * Puts a document together: hides files in base64, counts hidden characters and warns of them.
 *
 * @throws {@link DocumentError} `empty` if the text is only white space
 */
export function makeDocument(input: LoaderInput, parts: LoadedParts): SourceDocument {
  const {
    text,
    mediaType,
    title = null,
    blocks: found = [],
    pages = [],
    metadata = {},
    warnings = [],
    hiddenLeftOut = 0,
  } = parts;
  if (!/\S/.test(text))
    throw new DocumentError(input.path, "empty", "the file contains no text", {
      hint: "Nothing to do, or exclude it.",
    });
  const blocks = cutOut(text, found, embeddedData(text, found));
  let hiddenCharacters = hiddenLeftOut;
  for (const block of blocks) if (block.kind === "hidden") hiddenCharacters += block.end - block.start;
  return {
    path: input.path,
    text,
    mediaType,
    sha256: input.sha256,
    bytes: input.bytes.byteLength,
    modifiedMs: input.modifiedMs,
    title: title === null || title.trim() === "" ? null : wellFormed(title.trim()),
    blocks: blocks.map((block) =>
      block.label === undefined || block.label.isWellFormed() ? block : { ...block, label: wellFormed(block.label) },
    ),
    pages,
    hiddenCharacters,
    metadata,
    warnings:
      hiddenCharacters === 0
        ? warnings
        : [
            ...warnings,
            { code: "hidden-text", detail: `${hiddenCharacters} characters of hidden text are in no chunk` },
          ],
  };
}
