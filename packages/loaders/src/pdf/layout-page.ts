import { buildRows, type Row } from "./build-rows.js";
import { buildSegments } from "./build-segments.js";
import type { Band } from "./band.js";
import { columnsOf } from "./columns-of.js";
import { findBands } from "./find-bands.js";
import { type FormPair, findForms, formRows } from "./find-forms.js";
import type { Run } from "./run.js";
import { joinLabels } from "./join-labels.js";
import { isJustified } from "./is-justified.js";
import { isListing } from "./is-listing.js";
import type { Line, Region } from "./line.js";
import { uprightMirrored } from "./upright-mirrored.js";
import { rowLine } from "./row-line.js";
import { bandKind, isProse, tableRows } from "./table-rows.js";

/** Columns nested three deep are not text for readers: deeper ones are left as they are. */
const maxDepth = 4;

/**
 * Orders the text of a page as they are read: columns one after the other, tables row by row, turned text after upright
 * text.
 */
export function layoutPage(runs: readonly Run[]): Region[] {
  const byDirection = new Map<number, Run[]>();
  for (const run of runs) {
    const direction = run.style.mirrored ? -1 - run.style.angle : run.style.angle;
    const group = byDirection.get(direction);
    if (group === undefined) byDirection.set(direction, [run]);
    else group.push(run);
  }
  const regions: Region[] = [];
  for (const [index, group] of [...byDirection.values()].sort((a, b) => b.length - a.length).entries()) {
    const from = regions.length;
    const upright = group[0]!.style.mirrored ? uprightMirrored(group) : group;
    for (const part of findForms(joinLabels(buildRows(buildSegments(upright))))) {
      if (part.kind === "rows") layoutRows(part.rows, 0, regions);
      else addPair(regions, part);
    }
    if (index > 0) for (let at = from; at < regions.length; at += 1) regions[at] = { ...regions[at]!, upright: false };
  }
  return regions;
}

function layoutRows(rows: readonly Row[], depth: number, regions: Region[]): void {
  const bands = findBands(rows);
  let text: Row[] = [];
  const endText = (): void => {
    addRows(regions, text);
    text = [];
  };
  for (const [index, band] of bands.entries()) {
    const neighbours = [bands[index - 1]?.rows.at(-1), bands[index + 1]?.rows[0]];
    if (band.gutters.length === 0 || depth >= maxDepth || isText(band, neighbours)) {
      text.push(...band.rows);
      continue;
    }
    endText();
    const columns = columnsOf(band, band.gutters);
    const kind = bandKind(band, columns);
    if (kind === "table") layoutTable(band, regions);
    else if (kind === "lines") addRows(regions, band.rows);
    else {
      const parts = partsOf(band, columns);
      for (const part of runsLeftward(band.rows) ? parts.toReversed() : parts) layoutRows(part, depth + 1, regions);
    }
  }
  endText();
}

/** Whether rows that share a gap are lines of the text around them all the same. */
function isText(band: Band, neighbours: readonly (Row | undefined)[]): boolean {
  return isListing(band, neighbours) || isJustified(band.rows, neighbours);
}

function runsLeftward(rows: readonly Row[]): boolean {
  return rows.filter((row) => row.segments.some((segment) => segment.runs[0]!.rightToLeft)).length * 2 > rows.length;
}

function addRows(regions: Region[], rows: readonly Row[]): void {
  addLines(
    regions,
    rows.map((row) => rowLine(row.segments, row)),
  );
}

function layoutTable(band: Band, regions: Region[]): void {
  const { before, rows, after } = tableRows(band);
  addLines(regions, before);
  if (rows.length > 0) regions.push({ kind: "table", rows, upright: true });
  addLines(regions, after);
}

/** Adds the labels and values of one row of form boxes: a table, or lines if there is one box. */
function addPair(regions: Region[], pair: FormPair): void {
  if (pair.labels.segments.length === 1) addRows(regions, [pair.labels, ...pair.values]);
  else regions.push({ kind: "table", rows: formRows(pair), upright: true });
}

function addLines(regions: Region[], lines: readonly Line[]): void {
  if (lines.length === 0) return;
  regions.push({
    kind: "lines",
    lines,
    x0: Math.min(...lines.map((line) => line.x0)),
    x1: Math.max(...lines.map((line) => line.x1)),
    upright: true,
  });
}

/**
 * Columns in reading order. Next to a column of prose, neighbouring columns without prose stay together, since they may
 * be a table.
 */
function partsOf(band: Band, columns: readonly (readonly Row[])[]): readonly (readonly Row[])[] {
  const prose = columns.map(isProse);
  if (!prose.includes(true)) return columns;
  return columnsOf(
    band,
    band.gutters.filter((_, index) => prose[index]! || prose[index + 1]!),
  );
}
