import type { Tokenizer } from "@ragstone/core";
import { tokenizerFromJson, wordPiece } from "@ragstone/tokenizers";
import type { ModelFolder } from "./model-folder.js";

/** A model's tokenizer, with the ids of a text. */
export type ModelTokenizer = Tokenizer & Required<Pick<Tokenizer, "ids">>;

/**
 * The tokenizer of a model folder. The built-in WordPiece gives the same ids as the library for the vocabulary of
 * `bert-base-uncased`, at 50 MB a second instead of 2.
 *
 * @param prefix - a text before every passage, counted as special tokens
 */
export async function modelTokenizer(
  { bertUncased, tokenizerPath, template }: ModelFolder,
  prefix = "",
): Promise<ModelTokenizer> {
  const tokenizer = bertUncased
    ? wordPiece({ specialTokens: template.before.length + template.after.length })
    : await tokenizerFromJson(tokenizerPath);
  const ids = tokenizer.ids?.bind(tokenizer) ?? ((text: string) => Int32Array.from(tokenizer.encode(text).ids));
  // A tokenizer that is not additive may cut one token more where the prefix meets the text.
  const prefixTokens = prefix === "" ? 0 : tokenizer.count(prefix) + (tokenizer.additive ? 0 : 1);
  return {
    name: tokenizer.name,
    exact: tokenizer.exact,
    specialTokens: tokenizer.specialTokens + prefixTokens,
    additive: tokenizer.additive,
    count: (text, start, end) => tokenizer.count(text, start, end),
    encode: (text) => tokenizer.encode(text),
    ids,
  };
}
