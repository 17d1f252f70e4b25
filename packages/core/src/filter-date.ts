const form =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/iu;

/**
 * Reads an ISO date, with or without leading zeros, month, day and time: `2025-1-1` is `2025-01-01`. A date without a
 * time begins at midnight UTC; a time without an offset is local, as in ECMAScript.
 *
 * @returns ms since the epoch, or `null` for any other text and for a day that does not exist, such as `2025-02-30`
 */
export function filterDate(text: string): number | null {
  const match = form.exec(text);
  if (match === null) return null;
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part))) as [number, ...(number | undefined)[]];
  const fraction = Number((match[7] ?? "").padEnd(3, "0"));
  const zone = match[8];
  const moment = new Date(0);
  // `Date.UTC` reads the years 0 to 99 as 1900 to 1999.
  moment.setUTCFullYear(year, month - 1, day);
  const exists = moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return null;
  moment.setUTCHours(hour, minute, second, fraction);
  if (zone !== undefined) return moment.getTime() - offsetMs(zone);
  return match[4] === undefined ? moment.getTime() : asLocal(moment);
}

function offsetMs(zone: string): number {
  if (/z/iu.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/** The moment at which the local clock shows the same time as the UTC clock at `moment`. */
function asLocal(moment: Date): number {
  const local = new Date(moment);
  local.setFullYear(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate());
  local.setHours(moment.getUTCHours(), moment.getUTCMinutes(), moment.getUTCSeconds(), moment.getUTCMilliseconds());
  return local.getTime();
}
