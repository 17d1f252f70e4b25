import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { loadHtml } from "../html/load-html.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { addressLine } from "./address-line.js";

const mediaType = "message/rfc822";

/** Depth of attached messages and of parts; real mail has a handful. */
const maxNestingDepth = 32;

/**
 * Mail messages, read by postal-mime: subject, sender, receivers and date, then the body. Attachments are named in a
 * warning, not read.
 */
export const mailLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput): Promise<SourceDocument> {
  const { default: PostalMime } = await import("postal-mime");
  const mail = await PostalMime.parse(input.bytes, { maxNestingDepth, attachmentEncoding: "arraybuffer" }).catch(
    (error: unknown) => {
      throw new DocumentError(
        input.path,
        "malformed",
        `not a readable message (${error instanceof Error ? error.message.slice(0, 120) : "unknown"})`,
        { cause: error },
      );
    },
  );
  const builder = createTextBuilder();
  const subject = mail.subject?.trim() ?? "";
  builder.add("heading", subject, { level: 1, label: subject.replace(/\s+/g, " ") });
  const facts = [
    addressLine("From", mail.from === undefined ? [] : [mail.from]),
    addressLine("To", mail.to),
    addressLine("Cc", mail.cc),
    mail.date === undefined ? "" : `Date: ${mail.date}`,
  ];
  const head = facts.filter((line) => line !== "").join("\n");
  builder.add("paragraph", head);
  let hiddenLeftOut = 0;
  const plain = mail.text?.replace(/\r\n?/g, "\n").trim() ?? "";
  if (plain !== "") builder.addText(plain, []);
  else if (mail.html !== undefined && mail.html.trim() !== "") {
    const bytes = new TextEncoder().encode(`<meta charset="utf-8">${mail.html}`);
    const page = await loadHtml({ ...input, bytes }, { keepWhole: true });
    builder.addText(page.text, page.blocks);
    hiddenLeftOut = page.hiddenCharacters;
  }
  // Any text parses as a message without headers; that is no mail.
  if (head === "" && subject === "")
    throw new DocumentError(
      input.path,
      "malformed",
      "not a message: it has neither sender nor receiver, date or subject",
    );
  const names = mail.attachments.map((attachment) => attachment.filename ?? attachment.mimeType);
  return makeDocument(input, {
    ...builder.finish(),
    mediaType,
    title: subject,
    metadata: {
      ...(mail.from?.address === undefined ? {} : { from: mail.from.address }),
      ...(mail.date === undefined ? {} : { date: mail.date }),
    },
    warnings: names.length === 0 ? [] : [{ code: "attachments-not-read", detail: names.join(", ") }],
    hiddenLeftOut,
  });
}
