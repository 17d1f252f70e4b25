import { strToU8, zipSync } from "fflate";

const wordNamespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A Word document with the given body XML and further parts. */
export function makeDocx(body: string, parts: Readonly<Record<string, string | Uint8Array>> = {}): Uint8Array {
  const files: Record<string, string | Uint8Array> = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relationships}/officeDocument" Target="word/document.xml"/></Relationships>`,
    "word/styles.xml": `<w:styles xmlns:w="${wordNamespace}">${[1, 2, 3].map((level) => `<w:style w:type="paragraph" w:styleId="H${level}"><w:name w:val="heading ${level}"/></w:style>`).join("")}<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>`,
    "word/document.xml": `<?xml version="1.0"?><w:document xmlns:w="${wordNamespace}" xmlns:r="${relationships}"><w:body>${body}</w:body></w:document>`,
    ...parts,
  };
  const entries = Object.entries(files).map(([name, part]): [string, Uint8Array] => [
    name,
    typeof part === "string" ? strToU8(part) : part,
  ]);
  return zipSync(Object.fromEntries(entries));
}

/** A paragraph, in a style and with run properties where given. */
export function paragraph(text: string, style = "", run = ""): string {
  const properties = style === "" ? "" : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`;
  return `<w:p>${properties}<w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}

const level = (ilvl: number, format: string) =>
  `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="%${ilvl + 1}."/></w:lvl>`;
const levels = (format: string) => [0, 1, 2].map((ilvl) => level(ilvl, format)).join("");

/** `word/numbering.xml` of a numbered list 1 and a list of bullets 2, with three levels each. */
export const twoLists = `<w:numbering xmlns:w="${wordNamespace}"><w:abstractNum w:abstractNumId="0">${levels("decimal")}</w:abstractNum><w:abstractNum w:abstractNumId="1">${levels("bullet")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`;

/** A paragraph in a list at a level from 0. */
export function listItem(text: string, list: number, ilvl = 0): string {
  return `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
}
