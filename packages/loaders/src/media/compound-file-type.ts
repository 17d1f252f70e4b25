/** Streams and storages at the top of a compound file that identify its format; the first that is there decides. */
const formatByEntry: readonly (readonly [string, string])[] = [
  // Which format is encrypted is encrypted too; the loader of Word documents reports that a password is needed.
  ["EncryptedPackage", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["WordDocument", "application/msword"],
  ["Workbook", "application/vnd.ms-excel"],
  ["Book", "application/vnd.ms-excel"],
  ["PowerPoint Document", "application/vnd.ms-powerpoint"],
  ["__properties_version1.0", "application/vnd.ms-outlook"],
  ["\u0005HwpSummaryInformation", "application/x-hwp"],
  ["VisioDocument", "application/vnd.visio"],
  ["Quill", "application/vnd.ms-publisher"],
];

const headerBytes = 512;
const entryBytes = 128;
/** Sectors of the allocation table that the header itself lists: those of the first 7 MB of a file. */
const listedTables = 109;
/** Directory sectors that are read: 4 to 32 entries each. */
const maxSectors = 1024;
/** Entries directly below the root that are looked at; Outlook messages with many attachments have hundreds. */
const maxNames = 4096;

/**
 * The document that a compound file (MS-CFB, the container of Office before 2007) is, by the names in its root
 * directory; `null` for any other or a damaged one. What is embedded in it does not count.
 */
export function compoundFileType(bytes: Uint8Array): string | null {
  const names = rootNames(bytes);
  return formatByEntry.find(([name]) => names.has(name))?.[1] ?? null;
}

function rootNames(bytes: Uint8Array): ReadonlySet<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = new Set<string>();
  if (bytes.byteLength < headerBytes) return names;
  const entries = directoryEntries(view);
  const seen = new Set<number>();
  // The children of the root are a binary tree: left, right, and at 76 the child of a storage.
  const pending = [childOf(view, entries[0], 76)];
  while (pending.length > 0 && seen.size < maxNames) {
    const index = pending.pop()!;
    const at = entries[index];
    if (at === undefined || seen.has(index)) continue;
    seen.add(index);
    names.add(nameOf(view, at));
    pending.push(childOf(view, at, 68), childOf(view, at, 72));
  }
  return names;
}

/** Offsets of the directory's entries in the file. */
function directoryEntries(view: DataView): number[] {
  const shift = view.getUint16(30, true);
  const offsets: number[] = [];
  if (shift !== 9 && shift !== 12) return offsets;
  const size = 1 << shift;
  let sector = view.getUint32(48, true);
  for (let read = 0; read < maxSectors; read += 1) {
    const start = (sector + 1) * size;
    if (start + size > view.byteLength) break;
    for (let at = start; at < start + size; at += entryBytes) offsets.push(at);
    const next = nextSector(view, sector, size);
    if (next === null) break;
    sector = next;
  }
  return offsets;
}

/** The sector after another one in its chain; `null` at its end. */
function nextSector(view: DataView, sector: number, size: number): number | null {
  const perSector = size / 4;
  const table = sectorOfTable(view, Math.floor(sector / perSector), size);
  return table === null ? null : numberAt(view, (table + 1) * size + (sector % perSector) * 4);
}

/** The sector that contains a part of the allocation table. */
function sectorOfTable(view: DataView, part: number, size: number): number | null {
  if (part < listedTables) return numberAt(view, 76 + part * 4);
  const perList = size / 4 - 1;
  let list = numberAt(view, 68);
  for (let left = part - listedTables; list !== null; left -= perList) {
    const start = (list + 1) * size;
    if (left < perList) return numberAt(view, start + left * 4);
    list = numberAt(view, start + perList * 4);
  }
  return null;
}

/** `null` past the end of the file, where the marks for "no sector" point to. */
function numberAt(view: DataView, at: number): number | null {
  return at + 4 > view.byteLength ? null : view.getUint32(at, true);
}

function childOf(view: DataView, entry: number | undefined, field: number): number {
  return entry === undefined ? -1 : view.getUint32(entry + field, true);
}

function nameOf(view: DataView, at: number): string {
  const length = Math.min(64, view.getUint16(at + 64, true));
  let name = "";
  for (let byte = 0; byte + 2 < length; byte += 2) name += String.fromCharCode(view.getUint16(at + byte, true));
  return name;
}
