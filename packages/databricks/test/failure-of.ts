import { isRagstoneError, type RagstoneError } from "@ragstone/core";

/** The typed error that a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<RagstoneError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isRagstoneError(error)) throw new TypeError(`it did not fail as it should: ${String(error)}`);
  return error;
}
