import { labelPath, type LabelledHeading, type TextRange } from "@ragstone/core";

/** A piece's position in the document's outline. Pieces under one heading share one object. */
export interface Place {
  /** The page's title and headings from the outermost in, the piece's own included if it is a heading. */
  readonly headings: readonly string[];
  /** The context embedded with a chunk that begins here. */
  readonly context: string;
  readonly contextTokens: number;
}

/** Follows headings and tables through a document and determines the context of a chunk. */
export class Outline {
  readonly #title: string | null;
  readonly #count: (text: string) => number;
  readonly #maxContextTokens: number;
  #path: LabelledHeading[] = [];
  #place: Place | undefined;

  constructor(title: string | null, maxContextTokens: number, count: (text: string) => number) {
    const clean = title === null ? "" : oneLine(title);
    this.#title = clean === "" ? null : clean;
    this.#maxContextTokens = maxContextTokens;
    this.#count = count;
  }

  /** Enters a heading and gives the place of the heading itself: under its parents. */
  enter(level: number, label: string): Place {
    while (this.#path.length > 0 && this.#path.at(-1)!.level >= level) this.#path.pop();
    const clean = oneLine(label);
    const parents = this.#path.map((heading) => heading.label);
    this.#path.push({ level, label: clean });
    this.#place = undefined;
    const title = this.#title === clean ? null : this.#title;
    return this.#make(title, parents, "");
  }

  /** The place of text under the headings entered so far. */
  get place(): Place {
    const labels = this.#path.map((heading) => heading.label);
    this.#place ??= this.#make(this.#title, labels, "");
    return this.#place;
  }

  /** The place of rows under a header row of a table. */
  inTable(text: string, header: TextRange): Place {
    const labels = this.#path.map((heading) => heading.label);
    return this.#make(this.#title, labels, text.slice(header.start, header.end).trim());
  }

  #make(title: string | null, above: readonly string[], rows: string): Place {
    const headings = labelPath(this.#title, this.#path);
    let labels = title === null || above[0] === title ? [...above] : [title, ...above];
    let header = rows;
    for (;;) {
      const path = labels.join(" > ");
      const context = path !== "" && header !== "" ? `${path}\n${header}` : path + header;
      const contextTokens = context === "" ? 0 : this.#count(context);
      if (contextTokens <= this.#maxContextTokens) return { headings, context, contextTokens };
      // Too long for its share of the window: the outermost labels tell least, then the header row goes.
      if (labels.length > 1) labels = labels.slice(1);
      else if (labels.length === 1) labels = [];
      else header = "";
    }
  }
}

function oneLine(label: string): string {
  return label.replace(/\s+/gu, " ").trim();
}
