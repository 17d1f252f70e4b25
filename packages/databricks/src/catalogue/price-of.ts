import { prices, type Price } from "./prices.js";
import type { ResolvedModel } from "./resolved-model.js";

/**
 * Price of an endpoint's tokens, `null` when unknown. Provisioned endpoints are paid by the hour, so they have none
 * unless `overrides` names them.
 *
 * @param overrides - by short name, endpoint or spec; they win over the built-in table
 */
export function priceOf(resolved: ResolvedModel, overrides: Readonly<Record<string, Price>> = {}): Price | null {
  const { endpoint, model, spec } = resolved;
  const own =
    overrides[endpoint] ??
    overrides[spec] ??
    overrides[spec.replace(/^databricks:/, "")] ??
    (resolved.payPerToken ? overrides[model.name] : undefined);
  if (own !== undefined) return own;
  return resolved.payPerToken ? (prices[resolved.model.name] ?? null) : null;
}
