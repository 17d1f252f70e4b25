import { checkVector } from "@ragstone/core";
import { bytesHash } from "../store/hash.js";
import type { Database } from "../store/database.js";
import type { Meta } from "../store/meta.js";
import { quantise, type QuantisedVector } from "./quantise.js";
import { strideFor } from "./vector-memory.js";

/** Stores vectors whose keys are not there yet. Call inside a write transaction. */
export function storeVectors(
  database: Database,
  meta: Meta,
  dimensions: number,
  vectors: ReadonlyMap<string, Float32Array>,
): void {
  const size = meta.get("segment_size");
  const bySegment = new Map<number, { readonly row: number; readonly vector: QuantisedVector }[]>();
  const free = database
    .all<{ slot: number }>("SELECT slot FROM free_slots ORDER BY slot LIMIT ?", vectors.size)
    .map((row) => row.slot);
  const firstNext = meta.get("next_slot");
  let next = firstNext;
  for (const [key, vector] of vectors) {
    checkVector(vector, dimensions, `the vector of ${key}`);
    if (database.get("SELECT slot FROM vectors WHERE key = ?", key) !== undefined) continue;
    const quantised = quantise(vector);
    const reused = free.shift();
    const slot = reused ?? next++;
    if (reused !== undefined) database.run("DELETE FROM free_slots WHERE slot = ?", reused);
    database.run(
      "INSERT INTO vectors (slot, key, residual) VALUES (?, ?, ?)",
      slot,
      key,
      new Uint8Array(quantised.residuals.buffer),
    );
    const segment = Math.floor(slot / size);
    const rows = bySegment.get(segment) ?? [];
    rows.push({ row: slot % size, vector: quantised });
    bySegment.set(segment, rows);
  }
  if (next !== firstNext) meta.set("next_slot", next);
  const stride = strideFor(dimensions);
  for (const [segment, rows] of bySegment) {
    const stored = database.get<{ data: Uint8Array }>("SELECT data FROM codes WHERE segment = ?", segment)?.data;
    const data = stored ?? new Uint8Array(size * (stride + 4));
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (const { row, vector } of rows) {
      data.set(new Uint8Array(vector.codes.buffer), row * stride);
      view.setFloat32(size * stride + row * 4, vector.scale, true);
    }
    database.run(
      `INSERT INTO codes (segment, generation, data, hash) VALUES (?, ?, ?, ?)
        ON CONFLICT (segment) DO UPDATE
        SET generation = excluded.generation, data = excluded.data, hash = excluded.hash`,
      segment,
      meta.get("generation"),
      data,
      bytesHash(data),
    );
  }
}

/** Frees the slots of vectors. Their codes stay until the slot is taken again: nothing points there. */
export function dropVectors(database: Database, slots: Iterable<number>): void {
  for (const slot of slots) {
    database.run("DELETE FROM vectors WHERE slot = ?", slot);
    database.run("INSERT INTO free_slots (slot) VALUES (?)", slot);
  }
}
