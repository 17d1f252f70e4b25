import { strToU8, zipSync } from "fflate";
import PDFDocument from "pdfkit";

/** A sentence of a document, and a question about it. */
interface Fact {
  readonly sentence: string;
  readonly question: string;
}

const things = [
  "slipway winch, boiler valve, tunnel pump, harbour crane, signal mast, ice machine, fish scale, paint booth, weld bench",
  "rope store, fuel bunker, fire door, cargo lift, bilge alarm, chart table, sail loft, tool crib, air dryer, gas sensor",
  "steam trap, cable drum, lime kiln, dock gate, water tank, belt saw, drill press, vacuum oven, hoist chain, flare stack",
  "oil cooler, wire saw, pipe bender, grit blaster, mud filter",
].flatMap((line) => line.split(", "));
const names =
  "Ada Brandt, Bo Lind, Cleo Marsh, Dag Holm, Eva Storm, Finn Aas, Greta Voss, Hugo Rask, Ida Berg, Jon Falk";
const people = names.split(", ");

/** The facts of one place: what is inspected, how often, and by whom. */
function factsOf(place: string): readonly { readonly row: readonly string[]; readonly fact: Fact }[] {
  return things.map((thing, index) => {
    const [days, person] = [String(21 + 7 * index), people[(index * 7 + place.length) % people.length]!];
    return {
      row: [thing, place, days, person],
      fact: {
        sentence: `The ${thing} at ${place} is inspected every ${days} days by ${person}.`,
        question: `Who inspects the ${thing} at ${place}?`,
      },
    };
  });
}

const header = ["Equipment", "Site", "Interval in days", "Inspector"];

/** A folder with the facts of one site in each format, and a question about each fact, the formats in turns. */
export async function factFolder(): Promise<{
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly questions: readonly string[];
}> {
  const sites = {
    md: "Alvik",
    html: "Bergby",
    txt: "Corsund",
    csv: "Dalen",
    xlsx: "Elvenes",
    docx: "Fossum",
    pdf: "Granli",
  };
  const of = (site: string) => factsOf(site).map(({ fact }) => fact.sentence);
  const table = (site: string) => [header, ...factsOf(site).map(({ row }) => row)];
  return {
    files: {
      "alvik.md": `# Alvik\n\n${of(sites.md)
        .map((fact, index) => `## Item ${index + 1}\n\n${fact}\n`)
        .join("\n")}`,
      "bergby.html": `<h1>Bergby</h1>${of(sites.html)
        .map((fact) => `<p>${fact.replace("every", "<b>every</b>")}</p>`)
        .join("")}`,
      "corsund.txt": of(sites.txt)
        .map((fact) => fact.replace(" days", "\ndays"))
        .join("\n\n"),
      "dalen.csv": table(sites.csv)
        .map((row) => row.map((cell) => `"${cell}"`).join(","))
        .join("\r\n"),
      "elvenes.xlsx": xlsx(table(sites.xlsx)),
      "fossum.docx": docx(of(sites.docx)),
      "granli.pdf": await pdf(of(sites.pdf)),
    },
    questions: things.flatMap((_, index) => Object.values(sites).map((site) => factsOf(site)[index]!.fact.question)),
  };
}

const packageTypes = "http://schemas.openxmlformats.org/package/2006";
const officeTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

function relations(entries: readonly (readonly [string, string])[]): string {
  const lines = entries.map(
    ([type, target], index) => `<Relationship Id="r${index}" Type="${officeTypes}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageTypes}/relationships">${lines.join("")}</Relationships>`;
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const types = `<Types xmlns="${packageTypes}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`;
  const entries = Object.entries({ "[Content_Types].xml": types, ...files });
  return zipSync(Object.fromEntries(entries.map(([name, text]) => [name, strToU8(text)])));
}

function docx(paragraphs: readonly string[]): Uint8Array {
  const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const body = paragraphs.map((text) => {
    const [before, after] = text.split(" is ");
    const run = (part: string) => `<w:r><w:t xml:space="preserve">${part}</w:t></w:r>`;
    return `<w:p>${run(`${before} `)}${run(`is ${after}`)}</w:p>`;
  });
  return zip({
    "_rels/.rels": relations([["officeDocument", "word/document.xml"]]),
    "word/document.xml": `<w:document xmlns:w="${word}"><w:body>${body.join("")}</w:body></w:document>`,
  });
}

function xlsx(rows: readonly (readonly string[])[]): Uint8Array {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const cells = rows.map((row, at) => {
    const inRow = row.map((value, column) =>
      /^\d+$/u.test(value)
        ? `<c r="${"ABCD"[column]}${at + 1}"><v>${value}</v></c>`
        : `<c r="${"ABCD"[column]}${at + 1}" t="inlineStr"><is><t>${value}</t></is></c>`,
    );
    return `<row r="${at + 1}">${inRow.join("")}</row>`;
  });
  return zip({
    "_rels/.rels": relations([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${officeTypes}"><sheets><sheet name="Plan" sheetId="1" r:id="r0"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations([["worksheet", "worksheets/sheet1.xml"]]),
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${cells.join("")}</sheetData></worksheet>`,
  });
}

/** Two columns, justified, with a page for every ten facts. */
async function pdf(paragraphs: readonly string[]): Promise<Uint8Array> {
  const document = new PDFDocument({ size: "A5", margin: 40, autoFirstPage: false, info: { Title: "Granli" } });
  const parts: Buffer[] = [];
  const done = new Promise<void>((resolve) =>
    document.on("data", (part: Buffer) => parts.push(part)).on("end", resolve),
  );
  for (let from = 0; from < paragraphs.length; from += 10) {
    document
      .addPage()
      .font("Helvetica-Bold", 14)
      .text(`Granli, part ${1 + from / 10}`)
      .moveDown();
    document.font("Times-Roman", 10);
    const columns = { columns: 2, columnGap: 24, height: 420, align: "justify", paragraphGap: 6 } as const;
    document.text(paragraphs.slice(from, from + 10).join("\n"), columns);
  }
  document.end();
  await done;
  return Buffer.concat(parts);
}
