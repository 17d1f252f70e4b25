import type { Block } from "@ragstone/core";
import type { Attachment, Email } from "postal-mime";
import { createTextBuilder, type TextBuilder } from "../text/text-builder.js";
import { addressLine } from "./address-line.js";
import { chooseBody } from "./choose-body.js";
import { markQuotes } from "./mark-quotes.js";
import { parseMail } from "./parse-mail.js";
import { sentDate } from "./sent-date.js";

/** Messages attached to attached messages that are read. */
const maxForwardDepth = 8;

/** Names of attachments in the text of one message. */
const maxNamed = 100;

/** Facts of a message that are not in its text. */
export interface WrittenMail {
  /** Whether it has a header that any message has. */
  readonly hasHead: boolean;
  /** Names of the attachments that were not read. */
  readonly attachments: readonly string[];
  readonly hiddenCharacters: number;
}

/** Writes a message: subject as heading, header lines with the names of its attachments, body with its quotes marked, then attached messages as quotes. */
export async function writeMail(builder: TextBuilder, mail: Email, path: string, depth = 0): Promise<WrittenMail> {
  const subject = mail.subject?.replace(/\s+/g, " ").trim() ?? "";
  builder.add("heading", subject, { level: 1, label: subject });
  const head = headOf(mail);
  builder.add("paragraph", [head, attachmentLine(mail)].filter((line) => line !== "").join("\n"));
  const body = chooseBody(mail);
  builder.addText(body.text, markQuotes(body.text, body.blocks));
  const attachments: string[] = [];
  let { hiddenCharacters } = body;
  for (const attachment of mail.attachments) {
    const inner = depth < maxForwardDepth ? await forwarded(attachment, path, depth + 1) : null;
    if (inner === null) {
      attachments.push(attachment.filename ?? attachment.mimeType);
      continue;
    }
    builder.addText(inner.text, inner.blocks);
    attachments.push(...inner.attachments);
    hiddenCharacters += inner.hiddenCharacters;
  }
  return { hasHead: head !== "" || subject !== "", attachments, hiddenCharacters };
}

function headOf(mail: Email): string {
  const facts = [
    addressLine("From", mail.from === undefined ? [] : [mail.from]),
    addressLine("To", mail.to),
    addressLine("Cc", mail.cc),
  ];
  const date = sentDate(mail);
  if (date !== null) facts.push(`Date: ${date.text}`);
  return facts.filter((line) => line !== "").join("\n");
}

/** The names of attached files, as mail programs show them; pictures in the text and attached messages are none. */
function attachmentLine({ attachments }: Email): string {
  const names = attachments.flatMap(({ filename, mimeType, disposition, related }) =>
    mimeType === "message/rfc822" || related === true || (disposition === "inline" && mimeType.startsWith("image/"))
      ? []
      : (filename ?? "").replace(/\s+/g, " ").trim() || [],
  );
  if (names.length === 0) return "";
  const named = names.slice(0, maxNamed).join(", ");
  return `Attachments: ${named}${names.length > maxNamed ? ` and ${names.length - maxNamed} more` : ""}`;
}

interface Forwarded extends WrittenMail {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** An attached message as one quote for each of its blocks; `null` if the attachment is something else. */
async function forwarded({ mimeType, content }: Attachment, path: string, depth: number): Promise<Forwarded | null> {
  if (mimeType !== "message/rfc822" || typeof content === "string") return null;
  const builder = createTextBuilder();
  builder.add("quote", "Forwarded message");
  const mail = await parseMail(path, new Uint8Array(content));
  const written = await writeMail(builder, mail, path, depth);
  const { text } = builder.finish();
  return { ...written, text, blocks: [{ kind: "quote", start: 0, end: text.length }] };
}
