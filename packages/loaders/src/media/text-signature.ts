/** The root element of an OpenDocument file that is not packed. */
const flatOpenDocument =
  /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<office:document\s[^>]*mimetype="application\/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation|graphics)/;

const webPage = /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!doctype\s+html|<html[\s>])/i;

/** The program that an XML file of Office names, or the root element of its formats in one file. */
const officeXml =
  /^<\?xml[^>]*>\s*(?:<\?mso-application\s+progid="(Word|Excel|PowerPoint)\.|<(w:wordDocument|pkg:package)[\s>])/;
const officeTypes: ReadonlyMap<string, string> = new Map([
  ["Word", "application/vnd.ms-word.xml"],
  ["w:wordDocument", "application/vnd.ms-word.xml"],
  ["pkg:package", "application/vnd.ms-word.xml"],
  ["PowerPoint", "application/vnd.ms-powerpoint.xml"],
  ["Excel", "application/vnd.ms-excel"],
]);

/** The line that starts each message of a mailbox (RFC 4155), with its date, and the header below it. */
const mailbox =
  /^From \S.* (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) +[A-Z][a-z]{2} +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})? .*\d{4}.*\r?\n[!-9;-~]+:[ \t]/;

/** A head of fields (RFC 5322), folded or not. */
const mailHead = /^(?:[!-9;-~]+:(?:[ \t].*)?\r?\n(?:[ \t].*\r?\n)*)+/;

/** What only programs write, and no memo with sender, receiver and subject has: their fields, and their form of a date. */
const writtenByProgram =
  /^(?:return-path|received|message-id|mime-version):|^date:[ \t]*(?:[a-z]{3},[ \t]*)?\d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? [+-]\d{4}/im;

/** Fields that no other text with lines of names and values has. */
const mailFields =
  /^(?:return-path|received|delivered-to|from|to|subject|date|message-id|mime-version|content-type):/gim;
const minMailFields = 3;

/**
 * The format that the start of a text shows, whatever its name; `null` without a sign of one.
 *
 * @param declared - the type that the name implies, `null` for an unknown one
 */
export function textSignature(start: string, declared: string | null): string | null {
  const flat = flatOpenDocument.exec(start)?.[1];
  if (flat !== undefined) return `application/vnd.oasis.opendocument.${flat}-flat-xml`;
  if (webPage.test(start)) return "text/html";
  const [, program, root] = officeXml.exec(start) ?? [];
  const office = officeTypes.get(program ?? root ?? "");
  if (office !== undefined) return office;
  if ((declared === null || declared === "text/plain") && mailbox.test(start)) return "application/mbox";
  if (declared === null || declared === "application/msword") {
    const head = mailHead.exec(start)?.[0] ?? "";
    if (/^content-type:\s*multipart\/related/im.test(head)) return "multipart/related";
    if (writtenByProgram.test(head) && (head.match(mailFields)?.length ?? 0) >= minMailFields) return "message/rfc822";
  }
  return isOldOffice(declared) ? exportedText(start, declared) : null;
}

function isOldOffice(declared: string | null): declared is string {
  return declared === "application/msword" || declared === "application/vnd.ms-excel";
}

/** What programs without Office's formats write under its names: fragments of pages, tables of text, plain text. */
function exportedText(start: string, declared: string): string | null {
  if (/^<(?:table|div|meta|head|body|style|p|h[1-6]|center|font)\b/i.test(start)) return "text/html";
  // SYLK and other XML are left to the loader.
  if (/^(?:ID;P|<)/.test(start)) return null;
  if (declared === "application/msword") return "text/plain";
  return /^[^\r\n]*\t/.test(start) ? "text/tab-separated-values" : "text/csv";
}
