import { isRagstoneError, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { htmlLoader } from "../html/html-loader.js";
import { textLoader } from "../text/text-loader.js";

/**
 * Reads a file that was inserted into a document (`w:altChunk`, ECMA-376 part 1, section 17.17.2): HTML, also as a web
 * archive, Word or text. `null` for other formats and for files that cannot be read.
 *
 * @param readWord - `null` where documents nest too deep
 */
export async function readInsertedFile(
  input: LoaderInput,
  readWord: ((input: LoaderInput) => Promise<SourceDocument>) | null,
): Promise<SourceDocument | null> {
  const head = new TextDecoder("latin1").decode(input.bytes.subarray(0, 1024));
  if (head.startsWith("{\\rtf")) return null;
  try {
    if (head.startsWith("PK")) return readWord === null ? null : await readWord(input);
    if (/^(?:MIME-Version|Content-Type|From|Subject):/im.test(head)) return await readWebArchive(input);
    // Fragments of pages have no root.
    return await (/<[a-z!]/i.test(head) ? htmlLoader : textLoader).load(input);
  } catch (error) {
    if (isRagstoneError(error)) return null;
    throw error;
  }
}

async function readWebArchive(input: LoaderInput): Promise<SourceDocument | null> {
  const { default: PostalMime } = await import("postal-mime");
  const { html, text } = await PostalMime.parse(input.bytes);
  const encode = (content: string): LoaderInput => ({ ...input, bytes: new TextEncoder().encode(content) });
  if (html !== undefined) return htmlLoader.load(encode(`<meta charset="utf-8">${html}`));
  return text === undefined ? null : textLoader.load(encode(text));
}
