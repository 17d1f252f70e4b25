import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { RecursiveCharacterTextSplitter } from "@langchain/textsplitters";
import { wordPiece } from "@ragstone/tokenizers";

/**
 * LangChain's splitter, sized as ours by default: 400 exact tokens of the same vocabulary, no overlap. Its counting is
 * ours, so its time is not the tokenizer's.
 */
export function recursiveSplitter(chunkSize = 400): RecursiveCharacterTextSplitter {
  const tokenizer = wordPiece({ specialTokens: 0 });
  return splitterWith(chunkSize, (text) => tokenizer.count(text));
}

/**
 * The same, counted by the JavaScript reference implementation (`@huggingface/tokenizers`), which an app that needs
 * exact sizes would use.
 *
 * @param dataDir - folder with `tokenizer/bert-base-uncased-vocab.txt`
 */
export async function recursiveSplitterOfReference(
  dataDir: string,
  chunkSize = 400,
): Promise<RecursiveCharacterTextSplitter> {
  const vocabulary = (await readFile(join(dataDir, "tokenizer", "bert-base-uncased-vocab.txt"), "utf8"))
    .trimEnd()
    .split("\n");
  const tokenizer = new Tokenizer(
    {
      version: "1.0",
      added_tokens: [],
      normalizer: {
        type: "BertNormalizer",
        clean_text: true,
        handle_chinese_chars: true,
        strip_accents: null,
        lowercase: true,
      },
      pre_tokenizer: { type: "BertPreTokenizer" },
      post_processor: null,
      decoder: null,
      model: {
        type: "WordPiece",
        unk_token: "[UNK]",
        continuing_subword_prefix: "##",
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      },
    },
    {},
  );
  return splitterWith(chunkSize, (text) => tokenizer.encode(text, { add_special_tokens: false }).ids.length);
}

function splitterWith(chunkSize: number, lengthFunction: (text: string) => number): RecursiveCharacterTextSplitter {
  return new RecursiveCharacterTextSplitter({ chunkSize, chunkOverlap: 0, lengthFunction });
}
