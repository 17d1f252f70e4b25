import { prices, type Price } from "./prices.js";
import type { ResolvedModel } from "./resolved-model.js";

/**
 * Price of an endpoint's tokens, `null` when unknown. Provisioned endpoints are paid by the hour, so they have none unless
 * `overrides` names them.
 *
 * @param overrides - by short name or endpoint; they win over the built-in table
 */
export function priceOf(resolved: ResolvedModel, overrides: Readonly<Record<string, Price>> = {}): Price | null {
  const own = overrides[resolved.endpoint] ?? overrides[resolved.model.name];
  if (own !== undefined) return own;
  return resolved.payPerToken ? (prices[resolved.model.name] ?? null) : null;
}
