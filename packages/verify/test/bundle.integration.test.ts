import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { browserPath, openPage } from "@ragstone/testkit";
import { build, type Rollup } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [example = "", printed = ""] = [...readme.matchAll(/^```\w*\n([^]*?)^```/gmu)].map(([, block]) => block);
/** The README's example as an expression: what it prints. */
const shown = `(() => {
  const lines = [];
  const { verifyAnswer } = verify;
  const console = { log: (...parts) => lines.push(parts.join(" ") + "\\n") };
  ${example.replace(/^import .*$/mu, "")}
  return lines.join("");
})()`;

const entry = fileURLToPath(new URL("../src/index.ts", import.meta.url));
const call = `verify.verifyAnswer({
  text: 'Keys rotate every 60 days [1: "Keys rotate every 30 days"]. The vault is in Oslo [2].',
  sources: [{ text: "Keys rotate every 30 days." }, { text: "The vault is in Oslo. ÆØÅ 🔑" }],
})`;
const expected = {
  problems: [["number-mismatch"], []],
  // printf 'The vault is in Oslo. ÆØÅ 🔑' | sha256sum
  sha256: "a3301f606d0df5499839d64bfb5c6ac2659afa7138fc437d938adbed7f993cda",
};

/** The main entry with its dependencies as one script that defines `verify`, as an app's bundler makes it. */
async function bundled(): Promise<string> {
  const made = (await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: ["@ragstone/source", "module", "browser", "production"] },
    build: { write: false, minify: true, lib: { entry, name: "verify", formats: ["iife"] } },
  })) as Rollup.RollupOutput[];
  return made.flatMap(({ output }) => output.flatMap((chunk) => (chunk.type === "chunk" ? [chunk.code] : []))).join("");
}

describe("the bundled package", () => {
  let code: string;
  beforeAll(async () => {
    code = await bundled();
  });

  it("is at most 53 kB, gzipped", () => {
    expect(gzipSync(code).length).toBeLessThanOrEqual(53_000);
  });

  it("checks an answer with the language and TextEncoder alone", () => {
    const context = createContext({ TextEncoder });
    const summary = runInContext(
      `${code}; const made = ${call}; JSON.stringify({ problems: made.claims.map((one) => one.problems), sha256: made.citations[1].sha256 })`,
      context,
    ) as string;
    expect(JSON.parse(summary)).toEqual(expected);
  });

  it("runs the example of the README, ten lines long", () => {
    expect(
      example
        .trim()
        .split("\n")
        .filter((line) => line !== ""),
    ).toHaveLength(10);
    expect(runInContext(`${code}; ${shown}`, createContext({ TextEncoder }))).toBe(printed);
  });

  it.skipIf(browserPath === null)("checks an answer in Chromium", async () => {
    const page = await openPage(browserPath!);
    try {
      await page.evaluate(`(0, eval)(${JSON.stringify(code)})`);
      const { claims, citations } = await page.evaluate<{
        readonly claims: readonly { readonly problems: readonly string[] }[];
        readonly citations: readonly { readonly sha256: string }[];
      }>(call);
      expect({ problems: claims.map((one) => one.problems), sha256: citations[1]?.sha256 }).toEqual(expected);
      expect(await page.evaluate(shown)).toBe(printed);
    } finally {
      await page.close();
    }
  });
});
