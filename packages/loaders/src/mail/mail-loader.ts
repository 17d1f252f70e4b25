import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { parseMail } from "./parse-mail.js";
import { sentDate } from "./sent-date.js";
import { writeMail } from "./write-mail.js";

const mediaType = "message/rfc822";

/**
 * Mail messages, read by postal-mime: subject, sender, receivers and the sender's date, then the body that says more.
 * Quoted replies and forwarded messages, attached ones as well, are quotes. Other attachments are named in the text and
 * in a warning, not read.
 */
export const mailLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput): Promise<SourceDocument> {
  const mail = await parseMail(input.path, messageOf(input.bytes));
  const builder = createTextBuilder();
  const { attachments, hiddenCharacters, hasHead } = await writeMail(builder, mail, input.path);
  // Any text parses as a message without headers; that is no mail.
  if (!hasHead)
    throw new DocumentError(
      input.path,
      "malformed",
      "not a message: it has neither sender nor receiver, date or subject",
    );
  const date = sentDate(mail);
  return makeDocument(input, {
    ...builder.finish(),
    mediaType,
    title: mail.subject ?? null,
    metadata: {
      ...(mail.from?.address === undefined ? {} : { from: mail.from.address }),
      ...(date === null ? {} : { date: date.iso }),
    },
    warnings: attachments.length === 0 ? [] : [{ code: "attachments-not-read", detail: attachments.join(", ") }],
    hiddenLeftOut: hiddenCharacters,
  });
}

/** A message of Apple Mail is between a line with its length in bytes and a property list. */
function messageOf(bytes: Uint8Array): Uint8Array {
  const [line = "", length] =
    /^(\d{1,10})[ \t]*\r?\n/.exec(Buffer.from(bytes.subarray(0, 32)).toString("latin1")) ?? [];
  return length === undefined ? bytes : bytes.subarray(line.length, line.length + Number(length));
}
