import type { Document, Element } from "domhandler";
import { attributeOf, childElements, childNamed, localName } from "../xml/xml-tree.js";
import { isOn } from "./is-on.js";
import { valueOf } from "./value-of.js";

/** Steps of inheritance that are followed; Word stops at 11. */
const maxSteps = 20;

/** A style of paragraphs, runs or lists; `null` for facts that it inherits. */
interface Style {
  readonly name: string;
  readonly basedOn: string | null;
  readonly list: string | null;
  readonly level: number | null;
  readonly outlineLevel: number | null;
  readonly isHidden: boolean | null;
  readonly isRaised: boolean | null;
}

/** The styles of a Word document by their ids (ECMA-376 part 1, section 17.7). */
export interface WordStyles {
  /** The English name of a built-in style, else the user's; empty if unknown. */
  nameOf(id: string | null): string;
  /** 1 to 6 for headings and styles based on them, and for titles; `null` otherwise. */
  headingLevelOf(id: string | null): number | null;
  /** The list of a style, with the style that specifies it. */
  numberingOf(
    id: string | null,
  ): { readonly list: string; readonly level: number | null; readonly style: string } | null;
  /** Whether the style hides text; `null` if it does not say. */
  hides(id: string | null): boolean | null;
  /** Whether the style raises text as superscript. */
  raises(id: string | null): boolean;
}

/** @param document - of `word/styles.xml`; `null` if the file has none */
export function readWordStyles(document: Document | null): WordStyles {
  const styles = new Map<string, Style>();
  for (const element of document === null ? [] : childElements(document, true))
    if (localName(element) === "style") styles.set(attributeOf(element, "styleId") ?? "", readStyle(element));
  function* chain(id: string | null): Generator<readonly [string, Style], void, undefined> {
    for (let at = id, steps = 0; at !== null && steps < maxSteps; steps += 1) {
      const style = styles.get(at);
      if (style === undefined) return;
      yield [at, style];
      at = style.basedOn;
    }
  }
  const nameOf = (id: string | null): string => (id === null ? "" : (styles.get(id)?.name ?? ""));
  return {
    nameOf,
    headingLevelOf(id) {
      if (/^title$/i.test(nameOf(id))) return 1;
      for (const [, { name, outlineLevel }] of chain(id)) {
        const match = /^heading ([1-9])\b/i.exec(name);
        if (match !== null) return Math.min(6, Number(match[1]));
        // Outline level 10 is body text.
        if (outlineLevel === 9) return null;
      }
      return null;
    },
    numberingOf(id) {
      let level: number | null = null;
      for (const [style, facts] of chain(id)) {
        level ??= facts.level;
        if (facts.list !== null) return { list: facts.list, level, style };
      }
      return null;
    },
    hides(id) {
      for (const [, { isHidden }] of chain(id)) if (isHidden !== null) return isHidden;
      return null;
    },
    raises(id) {
      for (const [, { isRaised }] of chain(id)) if (isRaised !== null) return isRaised;
      return false;
    },
  };
}

function readStyle(element: Element): Style {
  const paragraph = childNamed(element, "pPr");
  const run = childNamed(element, "rPr");
  const numbering = paragraph === null ? null : childNamed(paragraph, "numPr");
  const vanish = run === null ? null : childNamed(run, "vanish");
  const position = valueOf(run, "vertAlign");
  return {
    name: valueOf(element, "name") ?? "",
    basedOn: valueOf(element, "basedOn"),
    list: valueOf(numbering, "numId"),
    level: digitOf(valueOf(numbering, "ilvl")),
    outlineLevel: digitOf(valueOf(paragraph, "outlineLvl")),
    isHidden: vanish === null ? null : isOn(vanish),
    isRaised: position === null ? null : position === "superscript",
  };
}

function digitOf(value: string | null): number | null {
  return value !== null && /^\d$/.test(value) ? Number(value) : null;
}
