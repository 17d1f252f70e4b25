import { RemoteError, type EmbedOptions, type OnEvent } from "@ragstone/core";

/**
 * Vectors of zeros that are accepted: few, as a model may give them for odd texts. No published encoder gives one for
 * usual text, so that more are a fault of the endpoint; judgements.
 */
const acceptedCount = 2;
const acceptedShare = 0.05;

interface Received {
  readonly received: number;
  readonly zeros: number;
}

/** Counts the vectors of an endpoint that have no direction, and judges whether they are too many. */
export interface ZeroVectorCount {
  /**
   * Adds the vectors of one call and reports those of zeros.
   *
   * @throws {@link RemoteError} `response-invalid` when all vectors of passages so far, or many of them, are zeros
   */
  add(call: Received, options: Pick<EmbedOptions, "kind"> & { readonly onEvent: OnEvent | undefined }): void;
}

export function countZeroVectors(endpoint: string): ZeroVectorCount {
  let received = 0;
  let zeros = 0;
  return {
    add(call, { kind, onEvent }) {
      if (kind === "passage") {
        received += call.received;
        zeros += call.zeros;
      }
      if (call.zeros === 0) return;
      const tooMany = zeros === received || (zeros > acceptedCount && zeros > received * acceptedShare);
      if (kind === "passage" && tooMany)
        throw new RemoteError(
          "response-invalid",
          `${zeros} of ${received} vectors from ${endpoint} are all zeros, and no search finds them.`,
          {
            hint: "Check what the endpoint serves: an embedding model has a direction for every text.",
            data: { zeros, received },
          },
        );
      onEvent?.({
        type: "notice-raised",
        code: "zero-vectors",
        message:
          kind === "query"
            ? `The vector of the query from ${endpoint} is all zeros: the search compares words only.`
            : `${zeros} of ${received} vectors from ${endpoint} are all zeros: these texts are found by their words only.`,
      });
    },
  };
}
