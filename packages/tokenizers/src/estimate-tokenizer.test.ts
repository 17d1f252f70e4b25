import { describe, expect, it } from "vitest";
import { estimateTokenizer, wordPiece } from "./index.js";

const base64 = Buffer.from(Array.from({ length: 900 }, (_, i) => (i * i * 37 + 11 * i) % 251)).toString("base64");
const digits = Array.from({ length: 300 }, (_, i) => (i * 7919) % 1_000_003).join("");

describe("estimateTokenizer", () => {
  // The counts are those of js-tiktoken 1.0.21.
  it.each([
    [
      "The quick brown fox jumps over the lazy dog. Signing keys are rotated every 90 days, and nobody may copy them.",
      25,
    ],
    [
      "Die Donaudampfschifffahrtsgesellschaft übernahm die Straßenbahnhaltestellenbeschriftung für größere Übergänge.",
      34,
    ],
    ["签名密钥每九十天轮换一次。旧密钥在轮换后二十四小时内有效。私钥存储在苏黎世数据中心的硬件模块中。", 58],
    ["署名鍵は90日ごとにローテーションされます。古い鍵はローテーション後24時間有効です。", 44],
    ["서명 키는 90일마다 교체됩니다. 이전 키는 교체 후 24시간 동안 유효합니다.", 41],
    ["Ключи подписи меняются каждые девяносто дней. Старый ключ действует ещё двадцать четыре часа.", 46],
    ["يتم تدوير مفاتيح التوقيع كل تسعين يومًا. يظل المفتاح القديم صالحًا لمدة أربع وعشرين ساعة.", 68],
    ["हस्ताक्षर कुंजियाँ हर नब्बे दिन में बदली जाती हैं। पुरानी कुंजी चौबीस घंटे तक मान्य रहती है।", 95],
    ["กุญแจลงนามจะถูกหมุนเวียนทุกเก้าสิบวัน กุญแจเก่ายังคงใช้ได้อีกยี่สิบสี่ชั่วโมง", 73],
    ["Τα κλειδιά υπογραφής εναλλάσσονται κάθε ενενήντα ημέρες.", 52],
    ["🗝️👩‍💻🏳️‍🌈🎉🚀🔥😀", 31],
    [base64, 856],
    [digits, 585],
    ["| region | keys | owner |\n|---|---|---|\n| Europe | 14 | Anna Keller |\n".repeat(5), 115],
  ])("counts %s no lower than cl100k_base does, and at most two and a half times as high", (text, tokens) => {
    const count = estimateTokenizer("some-model").count(text);
    expect(count).toBeGreaterThanOrEqual(tokens);
    expect(count).toBeLessThanOrEqual(Math.ceil(tokens * 2.5));
  });

  it("never counts lower than WordPiece, counts parts in place, and says that it is no exact count", () => {
    const tokenizer = estimateTokenizer("some-model");
    const text = "Keys rotate. Ключи меняются.";
    expect(tokenizer).toMatchObject({ name: "estimate:some-model", exact: false, additive: false, specialTokens: 2 });
    expect(tokenizer.count(text)).toBeGreaterThanOrEqual(wordPiece().count(text));
    expect(tokenizer.count(text, 0, 12)).toBe(tokenizer.count("Keys rotate."));
    expect(tokenizer.count("")).toBe(0);
    expect(tokenizer.encode("Keys rotate.").offsets).toEqual(wordPiece().encode("Keys rotate.").offsets);
  });
});
