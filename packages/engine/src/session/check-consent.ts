import { RagstoneError, type IndexSettings } from "@ragstone/core";
import type { Consent, ConsentRequest } from "../api/consent.js";
import { defaultEmbedder } from "../models/defaults.js";

export interface ConsentOptions {
  /** Names the index. */
  readonly index: string;
  /** Settings that the caller gives, and that are therefore not taken from the index. */
  readonly given: { readonly embedder: boolean; readonly baseUrl: boolean };
  readonly consent: Consent | undefined;
}

/**
 * Asks for consent to the choices of an index that others can write: the embedder, which may be a path, a paid model or
 * a service that receives texts and questions, and the URL of a model.
 *
 * @throws {@link RagstoneError} `consent-required` naming the setting, without or against consent
 */
export async function checkConsent(
  { embedder, baseUrl }: IndexSettings,
  { index, given, consent }: ConsentOptions,
): Promise<void> {
  const requests: ConsentRequest[] = [];
  if (!given.embedder && embedder !== defaultEmbedder) requests.push({ index, setting: "embedder", value: embedder });
  if (!given.baseUrl && baseUrl !== undefined) requests.push({ index, setting: "baseUrl", value: baseUrl });
  for (const request of requests) if ((await consent?.(request)) !== true) throw refused(request);
}

function refused({ index, setting, value }: ConsentRequest): RagstoneError {
  return new RagstoneError(
    "consent-required",
    `The index ${index} sets ${setting} to ${JSON.stringify(value)}, and others may have written that.`,
    {
      hint: `If you trust it, open the index with ${setting} ${JSON.stringify(value)}, or with a consent callback.`,
      data: { index, setting, value },
    },
  );
}
