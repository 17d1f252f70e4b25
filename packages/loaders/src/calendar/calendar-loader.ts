import { DocumentError, type Loader, type LoaderInput, type SourceDocument } from "@ragstone/core";
import { loaderVersionOf } from "../media/loader-version-of.js";
import { decodeText } from "../text/decode-text.js";
import { makeDocument } from "../text/make-document.js";
import { createTextBuilder } from "../text/text-builder.js";
import { readContentLines, type ContentLine } from "./read-content-lines.js";

/** Properties that are the text of an entry, by name. */
const titles: ReadonlySet<string> = new Set(["SUMMARY", "FN"]);
const prose: ReadonlySet<string> = new Set(["DESCRIPTION", "COMMENT", "NOTE"]);

/** Properties that a reader is shown, and what they are called. */
const labels: Readonly<Record<string, string>> = {
  DTSTART: "Start",
  DTEND: "End",
  DUE: "Due",
  DURATION: "Duration",
  RRULE: "Repeats",
  LOCATION: "Location",
  STATUS: "Status",
  ORGANIZER: "Organizer",
  ATTENDEE: "Attendee",
  CONTACT: "Contact",
  CATEGORIES: "Categories",
  URL: "URL",
  ORG: "Organization",
  TITLE: "Title",
  ROLE: "Role",
  TEL: "Telephone",
  EMAIL: "Email",
  ADR: "Address",
  BDAY: "Birthday",
  NICKNAME: "Nickname",
};

/**
 * Calendars (iCalendar, RFC 5545) and contacts (vCard, RFC 6350): each entry a heading, its facts as lines, its
 * description. Folded lines are joined, escapes and quoted-printable decoded. Alarms, time zones and properties for
 * programs are not text.
 *
 * @param mediaType - `text/calendar` or `text/vcard`
 */
export function calendarLoaderOf(mediaType: "text/calendar" | "text/vcard"): Loader {
  return {
    mediaTypes: [mediaType],
    version: loaderVersionOf(mediaType),
    load: (input) => load(input, mediaType),
  };
}

async function load(input: LoaderInput, mediaType: string): Promise<SourceDocument> {
  const source = decodeText(input.path, input.bytes);
  const entries = entriesOf(readContentLines(source.text));
  if (entries.length === 0)
    throw new DocumentError(input.path, "malformed", "neither a calendar nor a contact: it contains no entry");
  const builder = createTextBuilder();
  for (const entry of entries) {
    const title =
      entry
        .find(({ name }) => titles.has(name))
        ?.value.replace(/\s+/g, " ")
        .trim() ?? "";
    builder.add("heading", title, { level: 1, label: title });
    builder.add("paragraph", entry.flatMap(factLine).join("\n"));
    for (const { name, value } of entry) if (prose.has(name)) builder.add("paragraph", value.trim());
  }
  return makeDocument(input, { ...builder.finish(), mediaType, warnings: source.warnings });
}

const entryTypes: ReadonlySet<string> = new Set(["VEVENT", "VTODO", "VJOURNAL", "VCARD"]);

/** The properties of each entry, without those of parts inside it. */
function entriesOf(lines: readonly ContentLine[]): ContentLine[][] {
  const entries: ContentLine[][] = [];
  const open: string[] = [];
  for (const line of lines) {
    const type = line.value.trim().toUpperCase();
    if (line.name === "BEGIN") {
      open.push(type);
      if (entryTypes.has(type)) entries.push([]);
    } else if (line.name === "END") open.pop();
    else if (entryTypes.has(open.at(-1) ?? "")) entries.at(-1)!.push(line);
  }
  return entries;
}

function factLine({ name, parameters, value }: ContentLine): string[] {
  const label = labels[name];
  if (label === undefined || value.trim() === "") return [];
  const text = value
    .replace(/^mailto:/i, "")
    .replace(/\s+/g, " ")
    .trim();
  const person = parameters["CN"];
  const shown = isTime(name)
    ? readableTime(text, parameters["TZID"])
    : text.replace(/\s*;+\s*/g, ", ").replace(/^[, ]+|[, ]+$/g, "");
  return [`${label}: ${person === undefined || person === text ? shown : `${person} <${shown}>`}`];
}

function isTime(name: string): boolean {
  return name === "DTSTART" || name === "DTEND" || name === "DUE" || name === "BDAY";
}

/** `2024-01-15 09:00 UTC` for `20240115T090000Z`; other forms stay. */
function readableTime(text: string, zone: string | undefined): string {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(Z?))?$/.exec(text);
  if (match === null) return text;
  const [, year, month, day, hour, minute, second, utc] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  const time = `${date} ${hour}:${minute}${second === "00" ? "" : `:${second}`}`;
  return utc === "Z" ? `${time} UTC` : zone === undefined ? time : `${time} (${zone})`;
}
