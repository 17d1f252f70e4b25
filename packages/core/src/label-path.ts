/** A heading with its level from 1 (outermost) to 6. */
export interface LabelledHeading {
  readonly level: number;
  readonly label: string;
}

/** What sites put between the title of a page and their own name. */
const separator = /^\s*[-\u2010-\u2015|\u00b7:\u00bb/]\s/u;

/**
 * The labels above a text, outermost first: the page's title, unless a heading of level 1 stands for it, and its headings.
 *
 * DocBook and many wikis name the page in the title only, or in a heading of the level of its sections.
 */
export function labelPath(title: string | null, headings: readonly LabelledHeading[]): string[] {
  const labels = headings.map(({ label }) => label);
  const page = title?.replace(/\s+/gu, " ").trim() ?? "";
  const outermost = headings[0];
  if (page === "" || outermost?.level === 1) return labels;
  if (outermost !== undefined && namesPage(outermost.label, page)) return labels;
  return [page, ...labels];
}

function namesPage(label: string, title: string): boolean {
  return label !== "" && title.startsWith(label) && (title === label || separator.test(title.slice(label.length)));
}
