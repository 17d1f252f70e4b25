import type { ListedModel } from "@ragstone/core";

/** A model's price in words. */
export function priceText({ usdPerMillionTokens: price }: Pick<ListedModel, "usdPerMillionTokens">): string {
  if (price === null) return "price unknown";
  if (price.input + price.output === 0) return "free";
  return `USD ${price.input}${price.output > 0 ? ` in, ${price.output} out` : ""} per million tokens`;
}
