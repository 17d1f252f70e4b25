import type { SpecParameters } from "./spec-parameters.js";

/** A spec in one spelling: parameters in a fixed order, without those that are not given. */
export function canonicalSpec(name: string, { family, ...facts }: SpecParameters): string {
  const query = new URLSearchParams();
  if (family !== null) query.set("family", family);
  for (const key of ["context", "max", "dimensions", "window"] as const)
    if (facts[key] !== undefined) query.set(key, String(facts[key]));
  if (facts.instruction !== undefined) query.set("instruction", facts.instruction ?? "off");
  if (facts.normalize !== undefined) query.set("normalize", facts.normalize ? "on" : "off");
  const text = query.toString();
  return `databricks:${name}${text === "" ? "" : `?${text}`}`;
}
