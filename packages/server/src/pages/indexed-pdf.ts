import { RequestError } from "../http/request-error.js";
import { indexedFile, type FileRequest, type IndexedFile } from "./indexed-file.js";

/**
 * The file of a PDF.
 *
 * @throws {@link RequestError} `no-pages`, 400, for a document of another kind
 */
export async function indexedPdf(call: FileRequest, path: string): Promise<IndexedFile> {
  const found = await indexedFile(call, path);
  const { mediaType } = found.document.record;
  if (mediaType === "application/pdf") return found;
  throw new RequestError(400, "no-pages", `${JSON.stringify(path)} has no pages to show: it is ${mediaType}.`, {
    hint: "GET …/document gives its text with its structure.",
  });
}
