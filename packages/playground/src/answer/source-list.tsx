import type { Citation } from "@ragstone/core";
import type { CitationState } from "../api/shapes.js";
import { strings } from "../texts/strings.js";

interface SourceListProps {
  readonly citations: readonly Citation[];
  /** After a file changed. */
  readonly states: readonly CitationState[] | null;
  readonly onOpen: (citation: Citation) => void;
}

/** The sources of an answer; a citation that no longer holds is marked. */
export function SourceList({ citations, states, onOpen }: SourceListProps) {
  if (citations.length === 0) return null;
  const lost = states?.filter(({ state }) => state === "changed" || state === "gone").length ?? 0;
  return (
    <div class="sources">
      <ol aria-label={strings.sources}>
        {citations.map((citation) => {
          const state = states?.find(({ id }) => id === citation.id)?.state ?? null;
          return (
            <li key={citation.id} value={citation.id}>
              <button type="button" class="source" onClick={() => onOpen(citation)}>
                <span class="source-path">{citation.path}</span>
                <span class="source-place">{placeOf(citation)}</span>
                {state !== null && <span class={`state state-${state}`}>{strings.states[state]}</span>}
              </button>
            </li>
          );
        })}
      </ol>
      <p class={lost === 0 ? "recheck" : "recheck recheck-lost"} role="status">
        {states === null ? "" : strings.recheck(lost)}
      </p>
    </div>
  );
}

function placeOf({ headings, pages, pageLabels }: Citation): string {
  const shown = pageLabels ?? pages;
  return [...headings, ...(shown.length === 0 ? [] : [strings.page(shown.join(", "))])].join(" › ");
}
