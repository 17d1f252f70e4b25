import type { Element } from "domhandler";
import { alternativeText } from "../ooxml/alternative-text.js";
import { chooseAlternative } from "../ooxml/choose-alternative.js";
import { drawingParagraphs } from "../ooxml/drawing-paragraphs.js";
import { equationText } from "../ooxml/equation-text.js";
import { graphicBlocks, isGraphicReference } from "../ooxml/graphic-blocks.js";
import { raisedText } from "../ooxml/raised-text.js";
import type { TextBlock } from "../text/text-block.js";
import { attributeOf, childElements, childNamed, localName, textOf } from "../xml/xml-tree.js";
import { createFieldStack, type FieldStack } from "./field-stack.js";
import { fieldText } from "./field-text.js";
import { formFieldText } from "./form-field-text.js";
import type { NoteKind } from "./note-list.js";
import { pageNumberMark } from "./page-number-mark.js";
import { readRunFormat, type RunFormat } from "./run-format.js";
import { symbolText } from "./symbol-text.js";
import type { WordScope } from "./word-scope.js";

/** The content of a paragraph. */
export interface InlineContent {
  readonly text: string;
  /** Text boxes, charts and diagrams that are anchored in it. */
  readonly anchored: readonly TextBlock[];
}

interface State {
  readonly scope: WordScope;
  readonly paragraphStyle: string | null;
  readonly pieces: string[];
  readonly anchored: TextBlock[];
  readonly fields: FieldStack;
  /** Alternative texts so far: shapes repeat those of their drawings. */
  readonly alternativeTexts: Set<string>;
  format: RunFormat;
}

const plain: RunFormat = { isHidden: false, isRaised: false, font: null };

/**
 * Reads the inline content of a paragraph: what a reader sees, whatever it is wrapped in. Elements that are unknown
 * are read through.
 */
export function readInline(paragraph: Element, paragraphStyle: string | null, scope: WordScope): InlineContent {
  const state: State = {
    scope,
    paragraphStyle,
    pieces: [],
    anchored: [],
    fields: createFieldStack(),
    alternativeTexts: new Set(),
    format: plain,
  };
  walk(paragraph, state);
  return { text: withoutLoneEnds(state.pieces.join("")), anchored: state.anchored };
}

/** Word ends a direction override with U+202C although its beginning is an element (`w:dir`). */
function withoutLoneEnds(text: string): string {
  return /[\u202A\u202B\u202D\u202E]/.test(text) ? text : text.replaceAll("\u202C", "");
}

type Reader = (element: Element, state: State) => void;

const skip: Reader = () => {};
const constant =
  (text: string): Reader =>
  (_, state) =>
    show(text, state);
const note =
  (kind: NoteKind): Reader =>
  (element, state) => {
    if (state.fields.isInInstruction || state.format.isHidden) return;
    const number = state.scope.document.notes.refer(kind, attributeOf(element, "id") ?? "");
    show(`[${number}]`, { ...state, format: plain });
  };
const graphic: Reader = (element, state) => {
  if (!isGraphicReference(element)) {
    walk(element, state);
    return;
  }
  const { document, part } = state.scope;
  const { seen, lists } = document;
  const item = (depth: number): number => lists.item("diagram", depth - 1, false);
  const context = { seen, lists: { item, interrupt: () => lists.interrupt() } };
  state.anchored.push(...graphicBlocks(element, part, context));
};
const textBox: Reader = (container, { anchored, scope }) => {
  anchored.push(...scope.readBlocks(childElements(container), scope));
};
const block: Reader = (element, { anchored, scope }) => {
  anchored.push(...scope.readBlocks([element], scope));
};

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["r", readRun],
  ["t", (element, state) => show(symbolText(state.format.font, textOf(element)), state)],
  ["tab", constant("\t")],
  ["ptab", constant("\t")],
  ["br", constant("\n")],
  ["cr", constant("\n")],
  ["noBreakHyphen", constant("\u2011")],
  ["pgNum", constant(pageNumberMark)],
  ["sym", readSymbol],
  ["footnoteReference", note("footnotes")],
  ["endnoteReference", note("endnotes")],
  ["fldChar", readFieldCharacter],
  ["fldSimple", readSimpleField],
  ["instrText", (element, { fields }) => fields.instruct(textOf(element))],
  ["ruby", readRuby],
  ["oMath", (element, state) => show(equationText(element), state)],
  ["oMathPara", (element, state) => show(equationText(element), state)],
  ["AlternateContent", readAlternatives],
  ["docPr", (element, state) => showAlternativeText(element, state)],
  ["cNvPr", (element, state) => showAlternativeText(element, state)],
  ["textpath", (element, state) => show(attributeOf(element, "string") ?? "", state)],
  ["txbxContent", textBox],
  ["p", block],
  ["tbl", block],
  ["txBody", readDrawingText],
  ["chart", graphic],
  ["relIds", graphic],
  ["OLEObject", readObject],
  ["subDoc", (_, { scope }) => void scope.document.notRead.push("linked document")],
  ["del", skip],
  ["moveFrom", skip],
  ["delText", skip],
  ["pPr", skip],
  ["rPr", skip],
  ["sdtPr", skip],
  ["rt", skip],
]);

function walk(container: Element, state: State): void {
  for (const element of childElements(container)) {
    const read = readers.get(localName(element));
    if (read !== undefined) read(element, state);
    else {
      // VML has alternative text as an attribute of the shape.
      if (element.attribs["alt"] !== undefined) showAlternativeText(element, state);
      walk(element, state);
    }
  }
}

function show(text: string, state: State): void {
  const { scope, fields, format, pieces } = state;
  if (text === "" || fields.isInInstruction) return;
  if (format.isHidden) {
    scope.document.hiddenCharacters += text.length;
    return;
  }
  fields.show();
  if (scope.isRunning && (fields.isPageNumber || text === pageNumberMark)) pieces.push(pageNumberMark);
  else if (text !== pageNumberMark) pieces.push(format.isRaised ? raisedText(text) : text);
}

function readRun(run: Element, state: State): void {
  const before = state.format;
  state.format = readRunFormat(run, state.paragraphStyle, state.scope.document.styles);
  walk(run, state);
  state.format = before;
}

function readSymbol(element: Element, state: State): void {
  const code = Number.parseInt(attributeOf(element, "char") ?? "", 16);
  if (Number.isInteger(code)) show(symbolText(attributeOf(element, "font"), String.fromCharCode(code)), state);
}

function readFieldCharacter(element: Element, state: State): void {
  const { fields } = state;
  switch (attributeOf(element, "fldCharType")) {
    case "begin":
      fields.begin(formFieldText(element));
      break;
    case "separate":
      fields.separate();
      break;
    case "end": {
      const field = fields.end();
      if (field !== null) show(field.formText ?? fieldText(field.instruction), state);
      break;
    }
    default:
  }
}

function readSimpleField(element: Element, state: State): void {
  const { fields } = state;
  fields.begin(null);
  fields.instruct(attributeOf(element, "instr") ?? "");
  fields.separate();
  walk(element, state);
  const field = fields.end();
  if (field !== null) show(fieldText(field.instruction), state);
}

/** Base text with its reading in parentheses. */
function readRuby(ruby: Element, state: State): void {
  const [base, reading] = [childNamed(ruby, "rubyBase"), childNamed(ruby, "rt")];
  if (base !== null) walk(base, state);
  if (reading === null) return;
  const start = state.pieces.length;
  walk(reading, state);
  const text = state.pieces.splice(start).join("").trim();
  if (text !== "") state.pieces.push(`(${text})`);
}

function readAlternatives(alternatives: Element, state: State): void {
  const { pieces, anchored } = state;
  const sizes = (): number => pieces.length + anchored.length;
  let before = sizes();
  chooseAlternative(
    alternatives,
    (alternative) => {
      before = sizes();
      walk(alternative, state);
      return sizes();
    },
    (after) => after > before,
  );
}

function showAlternativeText(element: Element, state: State): void {
  const text = alternativeText(element);
  if (text === "" || state.alternativeTexts.has(text)) return;
  state.alternativeTexts.add(text);
  show(text, { ...state, format: { ...state.format, isRaised: false } });
}

function readDrawingText(body: Element, { anchored }: State): void {
  for (const { text } of drawingParagraphs(body)) anchored.push({ kind: "paragraph", text });
}

function readObject(element: Element, { scope }: State): void {
  const id = attributeOf(element, "id");
  const target = scope.part.relationships.find((relationship) => relationship.id === id)?.target;
  const name = target?.slice(target.lastIndexOf("/") + 1);
  scope.document.notRead.push(
    [attributeOf(element, "ProgID"), name].filter((part) => part !== undefined && part !== null).join(" "),
  );
}
