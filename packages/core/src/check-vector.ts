import { InvalidOptionError } from "./errors/invalid-option-error.js";

/**
 * Makes sure that a vector fits an index.
 *
 * @param what - names the vector in the message
 * @throws {@link InvalidOptionError} if it has another length than the index's vectors, or is not of finite numbers
 */
export function checkVector(vector: Float32Array, dimensions: number, what: string): void {
  if (vector.length !== dimensions)
    throw new InvalidOptionError(what, `${vector.length} numbers`, `${dimensions} numbers, as the index has`);
  for (const value of vector)
    if (!Number.isFinite(value)) throw new InvalidOptionError(what, value, "finite numbers only");
}
