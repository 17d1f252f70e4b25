import type { Tokenizer } from "@ragstone/core";
import type { PreparedText } from "./prepared-text.js";

/** Half a surrogate pair has no UTF-8; strict servers refuse its escape. It means nothing to the model either way. */
const loneSurrogates = /\p{Surrogate}/gu;
/** Separator that a service may put between instruction and text. */
const joinTokens = 1;

/** Makes a text ready to send and measures it. */
export function prepareText(
  index: number,
  text: string,
  {
    prefix,
    asField,
    tokenizer,
  }: { readonly prefix: string | null; readonly asField: boolean; readonly tokenizer: Tokenizer },
): PreparedText {
  const wellFormed = text.replaceAll(loneSurrogates, "\uFFFD");
  const sent = prefix === null || asField ? wellFormed : prefix + wellFormed;
  const extra = prefix !== null && asField ? tokenizer.count(prefix) + joinTokens : 0;
  return {
    index,
    sent,
    tokens: tokenizer.count(sent) + tokenizer.specialTokens + extra,
    bytes: Buffer.byteLength(JSON.stringify(sent)) + 1,
  };
}
