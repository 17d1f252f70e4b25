import { glyphCount, type Segment } from "./segment.js";

/** Segments on one baseline, left to right. */
export interface Row {
  readonly segments: Segment[];
  y: number;
  size: number;
}

/** A row of one segment. */
function rowOf(segment: Segment): Row {
  return { segments: [segment], y: segment.y, size: segment.size };
}

/**
 * How far two baselines of one row may lie apart, in ems: half of the tightest line spacing leaves room for neither.
 */
const sameRow = 0.3;

/** Longer segments are separate lines. */
const maxScriptGlyphs = 12;

/** Groups segments to rows, top to bottom; scripts that were drawn apart from their line are put back into it. */
export function buildRows(segments: readonly Segment[]): Row[] {
  const rows: Row[] = [];
  for (const segment of segments.toSorted((a, b) => b.y - a.y || a.x0 - b.x0)) {
    const row = rows[rows.length - 1];
    if (row !== undefined && row.y - segment.y <= sameRow * Math.min(row.size, segment.size)) {
      row.segments.push(segment);
      row.size = Math.max(row.size, segment.size);
    } else {
      rows.push(rowOf(segment));
    }
  }
  const joined = adoptScripts(rows);
  for (const row of joined) row.segments.sort((a, b) => a.x0 - b.x0);
  return joined;
}

/** Moves a small segment into the row above or below if it is next to a larger segment there. */
function adoptScripts(rows: Row[]): Row[] {
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    for (let at = row.segments.length - 1; at >= 0; at -= 1) {
      const script = row.segments[at]!;
      if (glyphCount(script) > maxScriptGlyphs) continue;
      for (const neighbour of [rows[index - 1], rows[index + 1]]) {
        const host = neighbour?.segments.find((segment) => isScriptOf(script, segment));
        if (neighbour === undefined || host === undefined) continue;
        row.segments.splice(at, 1);
        insertScript(host, script, neighbour);
        break;
      }
    }
  }
  return rows.filter((row) => row.segments.length > 0);
}

function isScriptOf(script: Segment, host: Segment): boolean {
  if (script.size >= 0.86 * host.size) return false;
  const rise = script.y - host.y;
  if (rise > 0.6 * host.size || rise < -0.4 * host.size) return false;
  return script.x0 >= host.x0 && script.x0 <= host.x1 + 0.25 * host.size;
}

function insertScript(host: Segment, script: Segment, row: Row): void {
  const at = host.runs.findIndex((run) => run.x0 > script.x0 + 0.1 * script.size && run.style.size > script.size);
  if (at === -1) {
    host.runs.push(...script.runs);
    host.x1 = Math.max(host.x1, script.x1);
    return;
  }
  // Only into an empty gap: over a letter it is a mark or a limit, not a script of the line.
  const before = host.runs[at - 1];
  if (before !== undefined && before.x1 > script.x0 + 0.3 * script.size) row.segments.push(script);
  else host.runs.splice(at, 0, ...script.runs);
}
