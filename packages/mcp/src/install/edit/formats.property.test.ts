import fc from "fast-check";
import { parse as parseToml, stringify } from "smol-toml";
import { expect, test } from "vitest";
import { jsonFormat } from "./json-format.js";
import { tomlFormat } from "./toml-format.js";

const value = { command: "/usr/bin/node", args: ["/a b/é.js", "mcp", 'C:\\docs "x" [#'] };

/** Blanks and comments, each comment with a number of its own. */
const trivia = (numbers: { next: number }) =>
  fc.array(fc.constantFrom(" ", "\n", "\t", "\r\n", "//", "/*"), { maxLength: 4 }).map((parts) =>
    parts
      .map((part) => {
        numbers.next += 1;
        if (part === "//") return `// "c${numbers.next}", }{ \n`;
        return part === "/*" ? `/* "c${numbers.next}": \n, */` : part;
      })
      .join(""),
  );

const key = fc
  .string({ minLength: 1, maxLength: 6, unit: "grapheme" })
  .filter((text) => !/^(?:__proto__|ragstone|mcpServers)$/u.test(text));
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const data = fc.dictionary(key, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(key, scalar)), {
  maxKeys: 4,
  noNullPrototype: true,
});

/** Writes data as JSON with the trivia between its tokens. */
function written(content: unknown, gaps: Iterator<string>, trailingComma: boolean): string {
  const gap = () => gaps.next().value as string;
  if (typeof content !== "object" || content === null) return JSON.stringify(content);
  const isArray = Array.isArray(content);
  const members = Object.entries(content).map(
    ([name, member]) =>
      `${gap()}${isArray ? "" : `${JSON.stringify(name)}${gap()}:${gap()}`}${written(member, gaps, trailingComma)}${gap()}`,
  );
  const end = trailingComma && members.length > 0 ? `,${gap()}` : gap();
  return `${isArray ? "[" : "{"}${members.join(",")}${end}${isArray ? "]" : "}"}`;
}

test("JSON: adds and removes the entry, keeps other data and every comment", () => {
  fc.assert(
    fc.property(
      data,
      fc.option(data, { nil: undefined }),
      fc.infiniteStream(trivia({ next: 0 })),
      fc.boolean(),
      (others, servers, gaps, trailingComma) => {
        const settings = servers === undefined ? others : { ...others, mcpServers: servers };
        const text = written(settings, gaps, trailingComma);
        const comments = (content: string) => content.match(/"c\d+"(?:, \}\{|: \n,)/gu);
        const path = ["mcpServers", "ragstone"];
        const added = jsonFormat.set(text, { path, value });
        expect(jsonFormat.parse(added)).toEqual({ ...settings, mcpServers: { ...servers, ragstone: value } });
        expect(comments(added)).toStrictEqual(comments(text));
        expect(jsonFormat.set(added, { path, value })).toBe(added);
        const removed = jsonFormat.remove(added, path);
        expect(jsonFormat.parse(removed)).toEqual({ ...settings, mcpServers: servers ?? {} });
        expect(comments(removed)).toStrictEqual(comments(text));
      },
    ),
    { numRuns: 500 },
  );
});

const bare = fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/u).filter((text) => !["ragstone", "mcp_servers"].includes(text));
const tomlScalar = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom("[x]", "a # b", '"""', "'''", "a\nb\n[mcp_servers.ragstone]\n"),
);
const table = fc.dictionary(bare, fc.oneof(tomlScalar, fc.array(tomlScalar, { maxLength: 3 })), {
  maxKeys: 3,
  noNullPrototype: true,
});

test("TOML: adds, changes and removes the entry, keeps other data and every line", () => {
  fc.assert(
    fc.property(
      table,
      fc.dictionary(bare, table, { maxKeys: 3, noNullPrototype: true }),
      fc.array(
        fc.constantFrom(
          "# [mcp_servers.ragstone]",
          'multiline = """\n[mcp_servers.ragstone]\n# """',
          "nestedlist = [\n  [1], # ]\n]",
          "literal = '''\n\\'''",
        ),
        { maxLength: 3 },
      ),
      fc.constantFrom("\n", "\r\n"),
      (top, servers, extra, eol) => {
        const lines = [...new Set(extra), stringify(top), stringify({ mcp_servers: servers })];
        const text = lines.join("\n").replaceAll("\n", eol);
        const path = ["mcp_servers", "ragstone"];
        const settings = parseToml(text) as { readonly mcp_servers?: object };
        const added = tomlFormat.set(text, { path, value });
        expect(parseToml(added)).toEqual({ ...settings, mcp_servers: { ...settings.mcp_servers, ragstone: value } });
        expect(added.startsWith(text)).toBe(true);
        expect(tomlFormat.set(added, { path, value })).toBe(added);
        const changed = tomlFormat.set(added, { path, value: { ...value, command: "other" } });
        expect(tomlFormat.set(changed, { path, value })).toBe(added);
        expect(tomlFormat.remove(added, path).trimEnd()).toBe(text.trimEnd());
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ["mcp_servers = { ragstone = { command = 'x' } }\n", "inline table"],
  ["[mcp_servers]\nragstone = { command = 'x' }\n", "inline table"],
])("TOML: does not rewrite an inline table: %j", (text, reason) => {
  expect(() => tomlFormat.set(text, { path: ["mcp_servers", "ragstone"], value })).toThrow(reason);
});

test("TOML: removes an entry however it is written, with its subtables and comments at line ends", () => {
  const path = ["mcp_servers", "ragstone"];
  const rest = "# a\n[mcp_servers.other] # b\ncommand = 'x'\n";
  expect(
    tomlFormat.remove(
      `${rest}[ mcp_servers . "ragstone" ] # c\ncommand = 'y'\n[mcp_servers.ragstone.env]\nA = "1"\n`,
      path,
    ),
  ).toBe(rest);
  expect(
    tomlFormat.remove("[mcp_servers]\na.command = '1'\nragstone = { command = 'x' } # c\nb.command = '2'\n", path),
  ).toBe("[mcp_servers]\na.command = '1'\nb.command = '2'\n");
  expect(tomlFormat.remove("mcp_servers.ragstone.command = 'x'\nmodel = 'm'\n", path)).toBe("model = 'm'\n");
});
