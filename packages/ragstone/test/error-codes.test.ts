import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const page = readFileSync(join(root, "docs/handbook/errors.md"), "utf8");

/** The sources of every package that is published, without tests. */
const sources = readdirSync(join(root, "packages"))
  .filter((name) => !/"private": true/u.test(readFileSync(join(root, "packages", name, "package.json"), "utf8")))
  .flatMap((name) => {
    const src = join(root, "packages", name, "src");
    return readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(src, file), "utf8"));
  });

const literal = /"(?<code>[a-z]+(?:-[a-z]+)*)"/gu;

function literalsOf(text: string): string[] {
  return Array.from(text.matchAll(literal), ({ groups }) => groups!["code"]!);
}

/** The members of a union of string literals, such as `IndexErrorCode`. */
function unionOf(type: string): string[] {
  const declaration = new RegExp(`export type ${type} =(?<members>[^]*?");`, "u");
  return sources.flatMap((source) => literalsOf(declaration.exec(source)?.groups!["members"] ?? ""));
}

/**
 * Codes are the first argument of an error's constructor, of `super` in a class that extends one, and the members of
 * the unions of codes. Document errors and invalid options have one code each, set in their class.
 */
function codesInSource(): Set<string> {
  const construction = /new (?:RagstoneError|IndexError|RemoteError|EmbedTextError)\((?<code>[^,]*),/gu;
  const derived = /extends RagstoneError \{[^]*?super\((?<code>[^,]*),/gu;
  const fixed = /readonly code = (?<code>"[a-z-]+");/gu;
  const parameter = /\bcode: (?<code>"[a-z-]+"(?: \| "[a-z-]+")+)/gu;
  const found = sources.flatMap((source) =>
    [construction, derived, fixed, parameter].flatMap((pattern) =>
      Array.from(source.matchAll(pattern), ({ groups }) => groups!["code"]!),
    ),
  );
  return new Set([...found.flatMap(literalsOf), ...unionOf("IndexErrorCode"), ...unionOf("RemoteErrorCode")]);
}

/** The first cells of the tables below a header cell. */
function listed(header: string): string[] {
  const tables = page.matchAll(new RegExp(`^\\| ${header} \\|.*\\n\\|[-|]+\\n(?<rows>(?:\\|.*\\n)+)`, "gmu"));
  return Array.from(tables, ({ groups }) =>
    Array.from(groups!["rows"]!.matchAll(/^\| `(?<code>[a-z-]+)` \|/gmu), (row) => row.groups!["code"]!),
  ).flat();
}

describe("the page of error codes", () => {
  test("lists every code that an error of a published package can have", () => {
    const missing = [...codesInSource()].filter((code) => !listed("code").includes(code));
    expect(codesInSource().size).toBeGreaterThan(30);
    expect(missing).toEqual([]);
  });

  test("lists no code that the source doesn't contain", () => {
    const literals = new Set(sources.flatMap(literalsOf));
    expect(listed("code").filter((code) => !literals.has(code))).toEqual([]);
  });

  test("lists the reasons of failed documents, and no others", () => {
    expect(listed("reason").toSorted()).toEqual(unionOf("FailureReason").toSorted());
  });
});
