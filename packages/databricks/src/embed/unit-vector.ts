import { RemoteError } from "@ragstone/core";
import type { ResolvedEmbeddingModel } from "../catalogue/resolved-model.js";

/** Deviation from length 1 that rounding to half precision explains, several times over. */
const rounding = 0.01;

/**
 * The vector as the endpoint returned it; `null` when it is all zeros.
 *
 * @throws {@link RemoteError} `response-invalid` if its length is not 1: a search compares directions by products
 */
export function unitVector(vector: Float32Array, { endpoint }: ResolvedEmbeddingModel): Float32Array | null {
  let sum = 0;
  for (let i = 0; i < vector.length; i += 1) sum += vector[i]! * vector[i]!;
  if (sum === 0) return null;
  const length = Math.sqrt(sum);
  if (Math.abs(length - 1) <= rounding) return vector;
  throw new RemoteError(
    "response-invalid",
    `${endpoint} returns a vector of length ${length.toPrecision(3)}; expected 1, as normalize=off says.`,
    { hint: "Leave normalize=off out, so that vectors are brought to length 1.", data: { endpoint, length } },
  );
}
