/** Parts of a hand-made PDF: what no writing library makes. */
export interface HandMadePdf {
  /** The content stream of every page. Fonts: `/F1` is Helvetica, `/F2` is `font`. */
  readonly pages: readonly string[];
  /** Objects from 10 on: `[10, "<</Type/Font ...>>"]`. The first is the font `/F2`. */
  readonly objects?: readonly (readonly [number, string])[];
  /** More entries of the catalogue and of every page. */
  readonly catalog?: string;
  readonly page?: string;
}

/** Writes a PDF object by object. */
export function handMadePdf({ pages, objects = [], catalog = "", page = "" }: HandMadePdf): Uint8Array {
  const bodies = new Map<number, string>(objects);
  const numbers = pages.map((_, index) => 100 + 2 * index);
  bodies.set(1, `<</Type/Catalog/Pages 2 0 R${catalog}>>`);
  bodies.set(2, `<</Type/Pages/Kids[${numbers.map((number) => `${number} 0 R`).join(" ")}]/Count ${pages.length}>>`);
  bodies.set(5, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  const fonts = `<</F1 5 0 R${bodies.has(10) ? "/F2 10 0 R" : ""}>>`;
  pages.forEach((content, index) => {
    const contents = `${numbers[index]! + 1} 0 R`;
    bodies.set(
      numbers[index]!,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font${fonts}>>/Contents ${contents}${page}>>`,
    );
    bodies.set(numbers[index]! + 1, pdfStream(content));
  });
  let file = "%PDF-1.7\n";
  const last = Math.max(...bodies.keys());
  const offsets: (number | undefined)[] = [];
  for (const [number, body] of [...bodies].sort((a, b) => a[0] - b[0])) {
    offsets[number] = file.length;
    file += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const table = Array.from({ length: last }, (_, index) => {
    const offset = offsets[index + 1];
    return offset === undefined ? "0000000000 00000 f " : `${String(offset).padStart(10, "0")} 00000 n `;
  });
  const xref = `xref\n0 ${last + 1}\n0000000000 65535 f \n${table.join("\n")}\n`;
  return Buffer.from(
    `${file}${xref}trailer<</Size ${last + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`,
    "latin1",
  );
}

/** A stream object. */
function pdfStream(content: string): string {
  return `<</Length ${content.length}>>\nstream\n${content}\nendstream`;
}

/** A font of two-byte codes with a ToUnicode table, whose lines are given: `1 beginbfchar <0001> <0041> endbfchar`. */
export function fontWithUnicode(table: string): readonly (readonly [number, string])[] {
  const name = "/BaseFont/AAAAAA+Sample";
  const system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
  return [
    [10, `<</Type/Font/Subtype/Type0${name}/Encoding/Identity-H/DescendantFonts[11 0 R]/ToUnicode 13 0 R>>`],
    [11, `<</Type/Font/Subtype/CIDFontType2${name}${system}/DW 600/FontDescriptor 12 0 R>>`],
    [12, `<</Type/FontDescriptor/FontName/AAAAAA+Sample/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/StemV 80>>`],
    [13, pdfStream(`begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange ${table} endcmap`)],
  ];
}

/** A bitmap font as TeX embeds them: codes 0 to 255, names that say nothing, and no mapping. */
export function bitmapFont(): readonly (readonly [number, string])[] {
  const names = Array.from({ length: 256 }, (_, code) => `/a${code}`);
  const entries = [
    "/FontBBox[0 -200 1000 800]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 0/LastChar 255/Resources<<>>",
    `/Widths[${names.map(() => 500).join(" ")}]/Encoding<</Differences[0${names.join("")}]>>`,
    `/CharProcs<<${names.map((name) => `${name} 11 0 R`).join("")}>>`,
  ];
  return [
    [10, `<</Type/Font/Subtype/Type3${entries.join("")}>>`],
    [11, pdfStream("500 0 0 0 400 600 d1 0 0 400 600 re f")],
  ];
}

/** A font that is named and not embedded, without an encoding. */
export function namedFont(name: string): readonly (readonly [number, string])[] {
  const widths = Array.from({ length: 256 }, () => 500).join(" ");
  return [
    [
      10,
      `<</Type/Font/Subtype/Type1/BaseFont/${name}/FirstChar 0/LastChar 255/Widths[${widths}]/FontDescriptor 11 0 R>>`,
    ],
    [11, `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/StemV 80>>`],
  ];
}
