import { isRagstoneError, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loadHtml } from "../html/load-html.js";
import { parseMail } from "../mail/parse-mail.js";
import { textLoader } from "../plain/text-loader.js";

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
    return await (/<[a-z!]/i.test(head) ? loadHtml(input, { keepWhole: true }) : textLoader.load(input));
  } catch (error) {
    if (isRagstoneError(error)) return null;
    throw error;
  }
}

async function readWebArchive(input: LoaderInput): Promise<SourceDocument | null> {
  const { html, text } = await parseMail(input.path, input.bytes);
  const encode = (content: string): LoaderInput => ({ ...input, bytes: new TextEncoder().encode(content) });
  if (html !== undefined) return loadHtml(encode(`<meta charset="utf-8">${html}`), { keepWhole: true });
  return text === undefined ? null : textLoader.load(encode(text));
}
