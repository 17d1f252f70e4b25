import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { htmlLoader } from "../html/html-loader.js";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { parseMail } from "./parse-mail.js";

const mediaType = "multipart/related";

/** Web pages saved with their pictures (MHTML, RFC 2557): the page as HTML is read. Pictures and styles are not read. */
export const webArchiveLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput): Promise<SourceDocument> {
  const { html = "", subject } = await parseMail(input.path, input.bytes);
  if (html.trim() === "") throw new DocumentError(input.path, "malformed", "not a web archive: it contains no page");
  const page = await htmlLoader.load({ ...input, bytes: new TextEncoder().encode(`\uFEFF${html}`) });
  return { ...page, mediaType, bytes: input.bytes.byteLength, title: page.title ?? subject ?? null };
}
