import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { parseMail } from "./parse-mail.js";
import { writeMail } from "./write-mail.js";

const mediaType = "application/mbox";

/** Attachments that a warning names; a mailbox can have thousands. */
const maxNamed = 20;

/**
 * Mailboxes in the mbox format (RFC 4155): its messages in order, each as a mail message is read. Linear in the size of
 * the file.
 */
export const mailboxLoader: Loader = { mediaTypes: [mediaType], version: loaderVersionOf(mediaType), load };

async function load(input: LoaderInput, { signal }: { readonly signal?: AbortSignal } = {}): Promise<SourceDocument> {
  const builder = createTextBuilder();
  const attachments: string[] = [];
  let hiddenLeftOut = 0;
  let messages = 0;
  for (const message of messagesOf(input.bytes)) {
    signal?.throwIfAborted();
    const written = await writeMail(builder, await parseMail(input.path, message), input.path);
    if (written.hasHead) messages += 1;
    attachments.push(...written.attachments);
    hiddenLeftOut += written.hiddenCharacters;
  }
  if (messages === 0) throw new DocumentError(input.path, "malformed", "not a mailbox: it contains no message");
  const named = attachments.slice(0, maxNamed).join(", ");
  const detail = attachments.length > maxNamed ? `${named} and ${attachments.length - maxNamed} more` : named;
  return makeDocument(input, {
    ...builder.finish(),
    mediaType,
    warnings: attachments.length === 0 ? [] : [{ code: "attachments-not-read", detail }],
    hiddenLeftOut,
  });
}

const separator = Buffer.from("\nFrom ");

/** The messages between lines that start with `From `, without the marks that protect such lines in bodies. */
function* messagesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = buffer.subarray(0, 5).toString("latin1") === "From " ? 0 : buffer.indexOf(separator) + 1;
  while (start < buffer.length) {
    const next = buffer.indexOf(separator, start);
    const end = next === -1 ? buffer.length : next + 1;
    const head = buffer.indexOf(10, start) + 1;
    if (head > 0 && head < end) yield unprotect(buffer.subarray(head, end));
    start = end;
  }
}

function unprotect(message: Buffer): Uint8Array {
  if (!message.includes("\n>From ") && !message.includes("\n>>From ")) return message;
  return Buffer.from(message.toString("latin1").replace(/^>(>*From )/gm, "$1"), "latin1");
}
