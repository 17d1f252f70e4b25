import type { LoaderInput, SourceDocument } from "@ragstone/core";
import type { OfficePart } from "../ooxml/office-part.js";
import { blocksOf } from "../text/blocks-of.js";
import type { TextBlock } from "../text/text-block.js";
import { readZip } from "../zip/read-zip.js";
import { readInsertedFile } from "./read-inserted-file.js";
import type { WordLists } from "./word-lists.js";

/** The files inserted into a document. */
export interface InsertedFiles {
  /** By the names of their entries. */
  readonly blocks: ReadonlyMap<string, readonly TextBlock[]>;
  /** Names of those that cannot be read. */
  readonly notRead: readonly string[];
  readonly hiddenCharacters: number;
}

/** Where inserted files are read. */
export interface InsertedFilesOptions {
  readonly main: OfficePart;
  readonly lists: WordLists;
  /** Reads a Word file inside the document; `null` where documents nest too deep. */
  readonly readWord: ((input: LoaderInput) => Promise<SourceDocument>) | null;
}

/** Reads the files that a document includes by `w:altChunk`, each as the format that its bytes are. */
export async function readInsertedFiles(
  input: LoaderInput,
  { main, lists, readWord }: InsertedFilesOptions,
): Promise<InsertedFiles> {
  const names = new Set(main.relationships.filter(({ kind }) => kind === "aFChunk").map(({ target }) => target));
  const blocks = new Map<string, readonly TextBlock[]>();
  const notRead: string[] = [];
  let hiddenCharacters = 0;
  const entries = names.size === 0 ? [] : readZip(input.path, input.bytes, (name) => names.has(name));
  for (const [name, bytes] of entries) {
    const document = await readInsertedFile({ ...input, bytes }, readWord);
    if (document === null) {
      notRead.push(name.slice(name.lastIndexOf("/") + 1));
      continue;
    }
    const lastList = document.blocks.reduce((last, { listId = 0 }) => Math.max(last, listId), 0);
    blocks.set(name, blocksOf(document, lists.reserve(lastList)));
    hiddenCharacters += document.hiddenCharacters;
  }
  return { blocks, notRead, hiddenCharacters };
}
