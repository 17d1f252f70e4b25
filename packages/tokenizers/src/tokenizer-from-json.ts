import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Tokenizer as LibraryTokenizer } from "@huggingface/tokenizers";
import { RagstoneError, type Encoding, type Tokenizer } from "@ragstone/core";
import { alignTokens } from "./align-tokens.js";

/**
 * The tokenizer of a `tokenizer.json` (WordPiece, BPE, Unigram), through `@huggingface/tokenizers`, which is loaded
 * here and nowhere else.
 *
 * Ids and counts are that library's, about 2 MB of text a second; truncation and padding that the file asks for are
 * left out. The library gives no offsets: they are found by following each token through the text, exactly for
 * byte-level BPE and for normalisers that rewrite one character at a time.
 *
 * @param path - the file; a `tokenizer_config.json` next to it is read too if it exists
 * @throws {@link RagstoneError} `tokenizer-unreadable` if the file is missing, is not JSON, or is of an unsupported
 * kind
 */
export async function tokenizerFromJson(path: string): Promise<Tokenizer> {
  const { library, hash } = await load(path);
  const ids = (text: string): number[] => (text === "" ? [] : library.encode(text, { add_special_tokens: false }).ids);
  return {
    name: `tokenizer.json:${hash}`,
    exact: true,
    specialTokens: library.encode("a", { add_special_tokens: true }).ids.length - ids("a").length,
    additive: false,
    count: (text, start = 0, end = text.length) => ids(text.slice(start, end)).length,
    encode(text): Encoding {
      const found = ids(text);
      const tokens = found.map((id) => library.id_to_token(id) ?? "");
      return { ids: found, offsets: alignTokens(text, tokens, (part) => library.normalizer?.normalize(part) ?? part) };
    },
  };
}

async function load(path: string): Promise<{ readonly library: LibraryTokenizer; readonly hash: string }> {
  try {
    const file = await readFile(path, "utf8");
    const config = await readFile(path.replace(/[^/\\]*$/u, "tokenizer_config.json"), "utf8").catch(() => "{}");
    const { Tokenizer: Library } = await import("@huggingface/tokenizers");
    return {
      library: new Library(JSON.parse(file) as object, JSON.parse(config) as object),
      hash: createHash("sha256").update(file).digest("hex").slice(0, 12),
    };
  } catch (error) {
    throw new RagstoneError(
      "tokenizer-unreadable",
      `${path} cannot be used as a tokenizer: ${error instanceof Error ? error.message : "it was not read"}`,
      {
        hint: "Give the path of a tokenizer.json as the Hugging Face tokenizers libraries write it.",
        cause: error,
        data: { path },
      },
    );
  }
}
