import { describe, expect, it } from "vitest";
import { checkFilter } from "./check-filter.js";
import type { SearchFilter } from "./filter.js";

const check = (filter: unknown) => checkFilter(filter as SearchFilter);
const refused = expect.objectContaining({ code: "invalid-option" }) as unknown;

describe("checkFilter", () => {
  it("brings a filter into one form, and that form into itself", () => {
    const checked = check([
      {
        path: "a/**",
        pathPrefix: "customers/acme",
        type: ".MD",
        after: "2025-1-1",
        metadata: { tags: ["x"], draft: false, principals: { anyOf: ["a", "b"] } },
      },
      { before: 5, path: undefined },
    ]);
    expect(JSON.parse(JSON.stringify(checked))).toEqual([
      {
        path: ["a/**"],
        pathPrefix: ["customers/acme"],
        type: ["md"],
        after: Date.UTC(2025, 0, 1),
        metadata: { tags: ["x"], draft: false, principals: { anyOf: ["a", "b"] } },
      },
      { before: 5 },
    ]);
    expect(check(checked)).toEqual(checked);
  });

  it("shares nothing with the filter and cannot be changed", () => {
    const filter = { path: ["a/**"], metadata: { tags: ["x"] } };
    const [checked] = check(filter);
    filter.path.push("**");
    filter.metadata.tags.push("y");
    expect([checked!.path, checked!.metadata!["tags"]]).toEqual([["a/**"], ["x"]]);
    for (const part of [checked, checked!.path, checked!.metadata, checked!.metadata!["tags"]])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it("takes a field called __proto__ as any other", () => {
    expect(() => check(JSON.parse('{"__proto__": {"path": "**"}}'))).toThrow(refused);
    const [checked] = check({ metadata: JSON.parse('{"__proto__": "x"}') as unknown });
    expect(Object.entries(checked!.metadata!)).toEqual([["__proto__", "x"]]);
  });

  it("takes plain objects of another realm and those without a prototype", async () => {
    const { runInNewContext } = await import("node:vm");
    for (const filter of [
      runInNewContext('({ path: ["a"], metadata: { team: "x" } })'),
      Object.assign(Object.create(null) as object, { path: "a", metadata: { team: "x" } }),
    ] as unknown[])
      expect(check(filter)).toMatchObject([{ path: ["a"], metadata: { team: "x" } }]);
  });

  it.each([
    null,
    undefined,
    "a/**",
    42,
    () => ({ path: "a" }),
    [[{ path: "a" }]],
    new Map([["path", "a"]]),
    new (class Filter {
      path = "a";
    })(),
    Object.create({ path: "a" }),
    {
      get path() {
        return "a";
      },
    },
    { [Symbol("path")]: "a" },
    { paths: "a" },
    { path: null },
    { path: 3 },
    { path: [["a"]] },
    { path: Object.assign([], { length: 1 }) },
    { path: "a".repeat(1001) },
    { pathPrefix: "a/" },
    { type: "m d" },
    { type: "text/" },
    { after: {} },
    { before: "2025-02-30" },
    { metadata: [] },
    { metadata: { team: null } },
    { metadata: { team: { $ne: "" } } },
    { metadata: { level: Number.NaN } },
    { metadata: { tags: [1] } },
  ])("refuses %o", (filter) => {
    expect(() => check(filter)).toThrow(refused);
  });

  it.each(["", ".", "..", "/", "/a", "a/", "a//b", "./a", "a/..", "a/./b", "a\\b", "\\"])(
    "refuses the prefix %j, which names no document or folder",
    (pathPrefix) => {
      expect(() => check({ pathPrefix })).toThrow(refused);
    },
  );

  it.each(["a", "a/b", ".hidden", "...", "a b", "*", "{a,b}", "[a]", "~", "C:", "a/..b", "e\u0301"])(
    "takes the prefix %j as it is, composed",
    (pathPrefix) => {
      expect(check({ pathPrefix })).toEqual([expect.objectContaining({ pathPrefix: [pathPrefix.normalize("NFC")] })]);
    },
  );

  it("leaves out unset fields unless that is refused", () => {
    expect(Object.keys(check({ path: undefined })[0]!)).toEqual([]);
    const unset: unknown = { path: undefined };
    expect(() => checkFilter(unset as SearchFilter, { allowUnset: false, option: "scope" })).toThrow(
      "scope.path is undefined",
    );
  });
});
