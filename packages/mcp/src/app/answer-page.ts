import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { retriableOnce } from "@ragstone/core";

/**
 * The page of an answer for clients that show pages of servers (MCP Apps). It is constant: what it shows comes from the
 * client, and it may load nothing.
 */
export const answerPage = retriableOnce(async (): Promise<string> => {
  const { resolve } = createRequire(import.meta.url);
  const part = (name: string) => readFile(join(dirname(resolve("@ragstone/mcp/package.json")), "app", name), "utf8");
  const [style, script] = await Promise.all([part("answer.css"), part("answer.js")]);
  const policy = `default-src 'none'; style-src '${digestOf(style)}'; script-src '${digestOf(script)}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Answer</title>',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<style>${style}</style></head><body></body><script type="module">${script}</script></html>`,
  ].join("\n");
});

function digestOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
