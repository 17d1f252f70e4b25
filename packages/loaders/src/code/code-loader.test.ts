import { documentFaults, loaderInput } from "@ragstone/testkit";
import { describe, expect, it } from "vitest";
import { xmlLoader } from "../data/xml-loader.js";
import { codeLoaderOf } from "./code-loader.js";

const damaged = 'char *f(v"id) { return "- item";rn "| a | b |"; }\n\n'.repeat(5000);

describe("code", () => {
  it("that is too damaged to be parsed keeps its text, cut at blank lines, with a warning", async () => {
    const document = await codeLoaderOf("text/x-c").load(loaderInput("a.c", damaged));
    expect(document.text).toBe(damaged);
    expect(document.blocks).toHaveLength(5000);
    expect(documentFaults(document)).toEqual([]);
    const detail = expect.stringMatching(/^cut at blank lines.*too much time or memory/);
    expect(document.warnings).toEqual([{ code: "not-parsed", detail }]);
  });

  it("without a grammar has no such warning", async () => {
    const document = await codeLoaderOf("text/x-ruby").load(loaderInput("a.rb", "(".repeat(1000)));
    expect(document.warnings).toEqual([]);
  });

  it("in TSX is parsed as TSX", async () => {
    const text = "const a = (\n  <div>\n    {b}\n  </div>\n);\n\nconst c = <T,>(d: T) => d;\n";
    const document = await codeLoaderOf("text/typescript").load(loaderInput("a.tsx", text));
    expect(document.blocks).toHaveLength(2);
  });

  it("in markup that nests too deep has the warning as well", async () => {
    const document = await xmlLoader.load(loaderInput("a.xml", "<a>{</a>\n".repeat(501)));
    const detail = "cut at lines, not at declarations or records: nested too deep";
    expect(document.warnings).toEqual([{ code: "not-parsed", detail }]);
  });
});
