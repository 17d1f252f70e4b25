import fc from "fast-check";
import { expect, test } from "vitest";
import { estimateTokenizer } from "@ragstone/tokenizers";
import { folderOf, guide, lunch } from "../../engine/test/folder.js";
import { callTool, mcpOver } from "./served.js";

/** Counted here as a client would, over everything that is sent. */
const tokenizer = estimateTokenizer("client");

const hostile = [
  `# ${"Very long heading ".repeat(80)}\n\n${"word ".repeat(4000)}`,
  `# 署名鍵\n\n${"署名鍵は90日ごとにローテーションされます。".repeat(200)}`,
  `# Base64\n\n${Buffer.from(guide.repeat(20)).toString("base64")}`,
  `# Emoji\n\n${"🗝️👩‍💻🏳️‍🌈 keys ".repeat(500)}`,
  `# Controls\n\n${"keys \u0001\u0002\u202E \\\"'<>& ".repeat(400)}`,
];

const text = fc.oneof(
  fc.constantFrom("How often are signing keys rotated?", "lunch", "署名鍵", "keys", guide.slice(100, 900)),
  fc.string({ minLength: 1, maxLength: 1500, unit: "grapheme" }),
);
const budget = fc.oneof(fc.integer({ min: 500, max: 20_000 }), fc.constant(undefined));
const path = fc.constantFrom("keys.md", "lunch.txt", "0.md", "1.md", "2.md", "3.md", "4.md", "none.md");

const calls = fc.oneof(
  fc.tuple(fc.constant("search"), fc.record({ query: text, k: fc.integer({ min: 1, max: 50 }), budget })),
  fc.tuple(
    fc.constant("read"),
    fc.record({ path, start: fc.nat(5000), neighbours: fc.nat(20), section: fc.boolean(), budget }),
  ),
  fc.tuple(fc.constant("ask"), fc.record({ question: text, budget })),
  fc.tuple(fc.constant("verify"), fc.record({ text, budget })),
  fc.tuple(fc.constant("status"), fc.record({ budget })),
  fc.tuple(fc.constant("search"), fc.dictionary(fc.string({ maxLength: 4000 }), fc.jsonValue())),
);

test("every result of 500 calls fits its budget, and one that leaves something out says how to get it", async () => {
  const files = Object.fromEntries(hostile.map((content, at) => [`${at}.md`, content]));
  const folder = await folderOf({ ...files, "keys.md": guide, "lunch.txt": lunch });
  const mcp = await mcpOver({ docs: folder });
  await callTool(mcp, "search", { query: "keys" });
  await fc.assert(
    fc.asyncProperty(calls, async ([name, given]) => {
      const result = await callTool(mcp, name, given);
      const { budget: most = 6000 } = given as { budget?: number };
      const allowed = typeof most === "number" && most >= 500 && most <= 20_000 ? most : 6000;
      expect(tokenizer.count(JSON.stringify(result))).toBeLessThanOrEqual(allowed);
      const leftOut = result.structuredContent?.["leftOut"] as { what: string; how: string }[] | undefined;
      for (const { how } of leftOut ?? []) expect(how).not.toBe("");
      const text = result.content.map((part) => part.text ?? "").join("\n");
      expect(leftOut === undefined || text.includes("To get it: ")).toBe(true);
    }),
    { numRuns: 500 },
  );
}, 240_000);
