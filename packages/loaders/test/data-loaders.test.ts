import { loaderInput } from "@ragstone/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadDocument } from "../src/index.js";

const load = (path: string, content: string | Uint8Array) => loadDocument(loaderInput(path, content));
const textOf = async (path: string, content: string | Uint8Array) => (await load(path, content)).text;

describe("JSON", () => {
  it("has the escapes of its strings decoded and keeps its layout", async () => {
    const json = String.raw`{
  "a": "Schl\u00fcssel \ud83d\ude00", "b\/c": "one\ntwo\t\"three\"",
  "d": [1.50, true, null]
}`;
    expect(await textOf("a.json", json)).toBe(
      '{\n  "a": "Schlüssel \u{1F600}", "b/c": "one\ntwo\t"three"",\n  "d": [1.50, true, null]\n}',
    );
  });

  it("has no unpaired surrogate and no zero character, and survives damage", async () => {
    expect(await textOf("a.json", String.raw`["\ud83d x \u0000", "\u12", "open\n`)).toBe(
      '["\uFFFD x \uFFFD", "u12", "open\n',
    );
  });

  it("is cut at records, and inside long ones at their members", async () => {
    const record = (n: number, length: number) => JSON.stringify({ id: n, name: "é".repeat(length), code: "\u00fc" });
    const json = `[${[record(1, 500), record(2, 500), record(3, 5000)].join(",")}]`.replaceAll("ü", String.raw`\u00fc`);
    const { text, blocks } = await load("a.json", json);
    expect(blocks.map(({ start }) => /^\S{0,7}/.exec(text.slice(start))?.[0])).toEqual([
      '[{"id":',
      '{"id":2',
      '{"id":3',
      '"code":',
    ]);
  });

  it("contains every string that a parser reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1 }), async (strings) => {
        const json = JSON.stringify(strings).replace(
          /[^\x20-\x7E]/g,
          (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        const text = await textOf("a.json", json);
        expect(strings.filter((string) => !text.includes(string))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("XML", () => {
  it("has entities decoded and CDATA unwrapped, HTML in either shown as its text", async () => {
    const xml =
      '<r a="Schl&#252;ssel"><n>Schl&#xFC;ssel &amp; Co &custom; &lt;3</n><n><![CDATA[<p>The <b>gate</b> closes.</p>]]></n>' +
      "<n>&lt;p&gt;It &lt;i&gt;opens&lt;/i&gt;.&lt;/p&gt;</n><n><![CDATA[a < b && c]]></n></r>";
    expect(await textOf("a.xml", xml)).toBe(
      '<r a="Schlüssel"><n>Schlüssel & Co &custom; <3</n><n>The gate closes.</n><n>It opens.</n><n>a < b && c</n></r>',
    );
  });

  it("has comments hidden, but not those in CDATA", async () => {
    const { text, blocks, hiddenCharacters } = await load(
      "a.xml",
      "<r><!-- &amp; --><n>&#233;<![CDATA[<!-- x -->]]></n></r>",
    );
    expect(text).toBe("<r><!-- &amp; --><n>é<!-- x --></n></r>");
    expect(hiddenCharacters).toBe("<!-- &amp; -->".length);
    expect(blocks.map(({ kind }) => kind)).toEqual(["code", "hidden", "code"]);
  });

  it.each([
    ["windows-1251", "Срок", [0xd1, 0xf0, 0xee, 0xea]],
    ["windows-1252", "5 \u20ac", [0x35, 0x20, 0x80]],
    ["ISO-8859-1", "it\u2019s", [0x69, 0x74, 0x92, 0x73]],
    ["ISO-8859-2", "čtyři", [0xe8, 0x74, 0x79, 0xf8, 0x69]],
    ["Shift_JIS", "納期", [0x94, 0x5b, 0x8a, 0xfa]],
  ])("is read in its declared encoding %s", async (encoding, word, bytes) => {
    const xml = Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><n>`),
      Buffer.from(bytes),
      Buffer.from("</n>"),
    ]);
    const document = await load("a.xml", xml);
    expect(document.text).toContain(`<n>${word}</n>`);
    expect(document.warnings).toEqual([]);
  });

  it("is read as UTF-8 if it is valid, whatever it declares", async () => {
    expect(await textOf("a.xml", '<?xml version="1.0" encoding="ISO-8859-1"?><n>é</n>')).toContain("<n>é</n>");
    const utf16 = Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?><n>é</n>', "utf16le");
    expect(await textOf("a.xml", utf16)).toContain("<n>é</n>");
  });
});

describe("properties", () => {
  it("have escapes decoded and continued lines joined", async () => {
    const properties = String.raw`# C:\u00fc stays
key = Schl\u00fcssel\: \
      Fach 5
path=C:\\temp\\
next=a\nb
`;
    expect(await textOf("a.properties", properties)).toBe(
      "# C:\\u00fc stays\nkey = Schlüssel: Fach 5\npath=C:\\temp\\\nnext=a\nb\n",
    );
  });
});

describe("plain text in UTF-16 without a mark", () => {
  it.each(["le", "be"])("is read, ASCII too (%s)", async (order) => {
    const bytes = Buffer.from("The lift was serviced on 4 May.\n", "utf16le");
    expect(await textOf("a.txt", order === "be" ? bytes.swap16() : bytes)).toBe("The lift was serviced on 4 May.\n");
  });

  it("is not seen in ASCII with zero bytes", async () => {
    await expect(load("a.txt", "name\0value\0\0\0 more text")).rejects.toMatchObject({ reason: "binary" });
  });
});
