import { checkFilter, compileFilter, escapeGlob, unlimitedField, type SearchFilter } from "@ragstone/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globMatcher } from "./glob-matcher.js";

const passes = (filter: SearchFilter, path: string): boolean =>
  compileFilter(filter, globMatcher)({ path, mediaType: "text/plain", modifiedMs: 0, metadata: {} });

const letters = Array.from("abA*?[]{}()!+@|^$\\,.~- #&%éß鍵😀'\"");
const name = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join("").normalize("NFC"))
  .filter((text) => text !== "." && text !== "..");
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join("/"));

describe("a path prefix", () => {
  it("lets through the document or folder that it names, and nothing else", () => {
    expect(() =>
      fc.assert(
        fc.property(
          path.filter((text) => !text.includes("\\")),
          path,
          (pathPrefix, other) => {
            const expected = other.split("/").slice(0, pathPrefix.split("/").length).join("/") === pathPrefix;
            return (
              passes({ pathPrefix }, other) === expected &&
              passes({ pathPrefix }, pathPrefix) &&
              passes({ pathPrefix }, `${pathPrefix}/${other}`) &&
              !passes({ pathPrefix }, `${pathPrefix}x/${other}`)
            );
          },
        ),
        { numRuns: 2000 },
      ),
    ).not.toThrow();
  });
});

describe("an escaped value in a glob", () => {
  it("matches itself and nothing else", () => {
    expect(() =>
      fc.assert(
        fc.property(name, name, (value, other) => {
          const filter = { path: `top/${escapeGlob(value)}/**` };
          return passes(filter, `top/${value}/x.md`) && (value === other || !passes(filter, `top/${other}/x.md`));
        }),
        { numRuns: 3000 },
      ),
    ).not.toThrow();
  });
});

describe("a glob of wildcards only", () => {
  const piece = fc.constantFrom("*", "**", "?", "[!x]", "[^ab]", "/", ".", "{*,**}", "{**,a}", "(*)", "!", "[a-z]");
  const realistic = [
    "README.md",
    "notes",
    ".env",
    "guides/install.md",
    "customers/acme/contract.pdf",
    "customers/acme/2025/q1/report.final.docx",
    ".github/workflows/ci.yml",
    "übersicht/größe.txt",
    "資料/鍵.md",
    "a/b/c/d/e/f/g.h",
  ];

  it("is refused as a scope, or lets through no realistic path", () => {
    expect(() =>
      fc.assert(
        fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
          const filter = { path: pieces.join("") };
          const isRefused = checkFilter(filter).some((part) => unlimitedField(part, globMatcher) !== null);
          return isRefused || realistic.filter((one) => passes(filter, one)).length < realistic.length / 3;
        }),
        { numRuns: 300 },
      ),
    ).not.toThrow();
  });

  it.each(["**", "*", "**/*", "*/**", "**/**/*", "{**,a}", "{a,*}/**", "?*", "[!x]**", "[^x]*/**", "/**", "./**"])(
    "%s is everything",
    (glob) => {
      expect(unlimitedField(checkFilter({ path: glob })[0]!, globMatcher)).toBe("path");
      expect(unlimitedField(checkFilter({ path: ["customers/acme/**", glob] })[0]!, globMatcher)).toBe("path");
    },
  );

  it("is distinguished from one that names something", () => {
    const named = [
      "acme",
      "a/**",
      "*/acme/**",
      "*.md",
      "*.{md,txt}",
      "report-*",
      "[0-9][0-9]*/**",
      "{a,b}/**",
      "!x",
      "x*",
      "?(*)",
      "(**)",
    ];
    for (const glob of [...named, "customers/*/public/**", "**/public/**", ".github/**", "鍵/**", "tenants/acme/**/*"])
      expect([glob, unlimitedField(checkFilter({ path: glob })[0]!, globMatcher)]).toEqual([glob, null]);
  });
});
