import { isTag } from "domhandler";
import type { Document, Element } from "domhandler";
import { childElements, childNamed, childrenNamed, localName, textOf } from "../xml/xml-tree.js";
import { chooseAlternative } from "./choose-alternative.js";
import { equationText } from "./equation-text.js";
import { raisedText } from "./raised-text.js";

/** A paragraph of DrawingML text. */
export interface DrawingParagraph {
  readonly text: string;
  /** From 1. */
  readonly level: number;
}

/** Paragraphs with text inside a text body (`a:txBody`, `c:rich`, `dgm:t`) or any element around some. */
export function drawingParagraphs(body: Document | Element): DrawingParagraph[] {
  const paragraphs: DrawingParagraph[] = [];
  for (const element of childElements(body, true)) {
    if (localName(element) !== "p") continue;
    const text = inlineText(element).trim();
    const properties = childNamed(element, "pPr");
    if (text !== "") paragraphs.push({ text, level: Number(properties?.attribs["lvl"] ?? 0) + 1 });
  }
  return paragraphs;
}

/** The paragraphs on one line. */
export function drawingText(body: Document | Element): string {
  return drawingParagraphs(body)
    .map(({ text }) => text)
    .join(" ")
    .replace(/\s+/g, " ");
}

function inlineText(container: Element): string {
  let text = "";
  for (const element of childElements(container)) {
    const name = localName(element);
    if (name === "br") text += "\n";
    else if (name === "tab") text += "\t";
    else if (name === "r" || name === "fld") text += runText(element);
    else if (name === "oMath" || name === "oMathPara") text += equationText(element);
    else if (name === "AlternateContent") text += chooseAlternative(element, inlineText, (found) => found !== "") ?? "";
    else if (!name.endsWith("Pr") && element.children.some(isTag)) text += inlineText(element);
  }
  return text;
}

function runText(run: Element): string {
  const text = childrenNamed(run, "t").map(textOf).join("");
  const baseline = Number.parseInt(childNamed(run, "rPr")?.attribs["baseline"] ?? "0", 10);
  return baseline > 0 ? raisedText(text) : text;
}
