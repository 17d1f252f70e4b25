import type { ActiveFaults } from "../faults/fault-box.js";
import { isJsonObject, type Json, type JsonObject } from "../options/json.js";
import { invalidParameter, jsonReply, type BodyReply } from "../replies/reply.js";
import { keyOf, vectorOf, type VectorIndex } from "./vector-index.js";

/** `POST …/indexes/{name}/upsert-data`. Rows that do not fit the index fail alone. */
export function upsertRows(body: JsonObject, index: VectorIndex, faults: ActiveFaults): BodyReply {
  const { inputs_json: inputs } = body;
  let rows: unknown;
  try {
    rows = typeof inputs === "string" ? JSON.parse(inputs) : null;
  } catch {
    rows = null;
  }
  if (!Array.isArray(rows) || !rows.every(isJsonObject))
    return invalidParameter("inputs_json must be a JSON string of a list of objects.");
  const failed: string[] = [];
  const skips = skipping(faults);
  for (const [at, row] of rows.entries()) {
    const key = keyOf(row[index.spec.primaryKey]);
    if (key === null) return invalidParameter(`Row ${at} has no primary key ${index.spec.primaryKey}.`);
    const vector = fittingVector(row, index);
    if (vector === undefined || skips(at)) failed.push(key);
    else index.put(key, row, vector);
  }
  return changed(rows.length - failed.length, failed);
}

/** `DELETE …/delete-data?primary_keys=` or `POST …/delete-data`. Keys that are not there are no failure. */
export function deleteRows(keys: readonly string[], index: VectorIndex, faults: ActiveFaults): BodyReply {
  const skips = skipping(faults);
  const failed = keys.filter((_, at) => skips(at));
  for (const key of keys) if (!failed.includes(key)) index.delete(key);
  return changed(keys.length - failed.length, failed);
}

function changed(count: number, failed: readonly string[]): BodyReply {
  const status = failed.length === 0 ? "SUCCESS" : count === 0 ? "FAILURE" : "PARTIAL_SUCCESS";
  return jsonReply(200, {
    status,
    result: { success_row_count: count, ...(failed.length > 0 && { failed_primary_keys: failed }) },
  });
}

/** Which rows the fault `partial` takes: every second one, or every so manieth. */
function skipping(faults: ActiveFaults): (at: number) => boolean {
  if (!faults.has("partial")) return () => false;
  const every = Math.max(1, Math.round(faults.get("partial") ?? 2));
  return (at) => at % every === 0;
}

/** `undefined` for a row whose values do not fit the schema; `null` for one that the service embeds itself. */
function fittingVector(row: JsonObject, { spec }: VectorIndex): Float32Array | null | undefined {
  for (const [column, value] of Object.entries(row)) {
    const type = spec.schema?.[column];
    if (type === undefined || (column !== spec.vector?.column && value !== null && !fits(value, type)))
      return undefined;
  }
  if (spec.vector === null) return null;
  const vector = vectorOf(row[spec.vector.column]);
  return vector?.length === spec.vector.dimension ? vector : undefined;
}

function fits(value: Json, type: string): boolean {
  if (type === "boolean") return typeof value === "boolean";
  if (type === "integer" || type === "long") return typeof value === "number" && Number.isInteger(value);
  if (type === "float" || type === "double") return typeof value === "number";
  if (type.startsWith("array<")) return Array.isArray(value) && value.every((one) => typeof one === "number");
  return typeof value === "string";
}
