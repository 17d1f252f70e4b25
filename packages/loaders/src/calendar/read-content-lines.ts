import { decodeAs } from "../text/decode-as.js";

/** A property of an iCalendar or vCard file. */
export interface ContentLine {
  /** In upper case, without its group. */
  readonly name: string;
  /** By upper-case name, without quotes. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly value: string;
}

/** Name, parameters and value (RFC 5545, section 3.1). */
const contentLine = /^(?:[\w-]+\.)?([A-Za-z][\w-]*)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):([^]*)$/;

/** Splits a text into its properties: folded lines joined, escapes and quoted-printable decoded. Linear. */
export function readContentLines(text: string): ContentLine[] {
  return unfold(text).flatMap((line) => {
    const match = contentLine.exec(line);
    if (match === null) return [];
    const [, name = "", rawParameters = "", rawValue = ""] = match;
    const parameters = parametersOf(rawParameters);
    return [{ name: name.toUpperCase(), parameters, value: decodeValue(rawValue, parameters) }];
  });
}

/** Joins lines that begin with white space, and soft line breaks of quoted-printable values, to the line before. */
function unfold(text: string): string[] {
  const lines: string[][] = [];
  let isQuoted = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const parts = lines.at(-1);
    const last = parts?.at(-1) ?? "";
    if (parts !== undefined && isQuoted && last.endsWith("=")) parts.splice(-1, 1, last.slice(0, -1), line);
    else if (parts !== undefined && /^[ \t]/.test(line)) parts.push(line.slice(1));
    else {
      lines.push([line]);
      isQuoted = /^[^:]*;(?:ENCODING=)?QUOTED-PRINTABLE[;:]/i.test(line);
    }
  }
  return lines.map((parts) => parts.join(""));
}

function parametersOf(text: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [, name = "", quoted, plain] of text.matchAll(/;([\w-]+)(?:=(?:"([^"]*)"|([^;"]*)))?/g))
    parameters[name.toUpperCase()] = quoted ?? plain ?? "";
  return parameters;
}

function decodeValue(value: string, parameters: Readonly<Record<string, string>>): string {
  const isQuoted = /^quoted-printable$/i.test(parameters["ENCODING"] ?? "") || "QUOTED-PRINTABLE" in parameters;
  const plain = isQuoted ? decodeQuotedPrintable(value, parameters["CHARSET"]) : value;
  return plain.replace(/\\([nN\\,;:])/g, (_, escaped: string) => (/n/i.test(escaped) ? "\n" : escaped));
}

function decodeQuotedPrintable(value: string, charset = "utf-8"): string {
  const bytes = Buffer.from(
    value.replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  );
  return decodeAs(bytes, charset)?.text ?? bytes.toString("utf8");
}
