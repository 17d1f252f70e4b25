import type { Email } from "postal-mime";

/** When a message was sent, by its sender's clock. */
export interface SentDate {
  /** As the sender's program wrote it: `Sun, 31 Dec 2023 22:30:00 -0500`. */
  readonly text: string;
  /** With the sender's offset where the header has one: `2023-12-31T22:30:00-05:00`. */
  readonly iso: string;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Date and time of RFC 5322, section 3.3, with the obsolete forms of the year and the zone. */
const dateTime =
  /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s+([+-]\d{4}|[a-z]{1,5}))?/i;

/** The date header of a message; `null` without one. Dates in other forms are kept as text. */
export function sentDate(mail: Email): SentDate | null {
  const header =
    mail.headers
      .find(({ key }) => key === "date")
      ?.value.replace(/\s+/g, " ")
      .trim() ?? "";
  if (header === "") return null;
  const [, day = "", month = "", year = "", hour = "", minute = "", second = "00", zone] = dateTime.exec(header) ?? [];
  const monthNumber = months.indexOf(month.toLowerCase()) + 1;
  if (monthNumber === 0) return { text: header, iso: mail.date ?? header };
  const fullYear = year.length === 4 ? year : String(Number(year) + (Number(year) < 50 ? 2000 : 1900));
  const date = `${fullYear}-${String(monthNumber).padStart(2, "0")}-${day.padStart(2, "0")}`;
  return { text: header, iso: `${date}T${hour.padStart(2, "0")}:${minute}:${second}${offsetOf(zone)}` };
}

function offsetOf(zone: string | undefined): string {
  if (zone === undefined) return "";
  if (/^[+-]/.test(zone)) return `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const hours = { ut: 0, utc: 0, gmt: 0, z: 0, est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 }[
    zone.toLowerCase()
  ];
  if (hours === undefined) return "";
  return hours === 0 ? "Z" : `-0${-hours}:00`;
}
