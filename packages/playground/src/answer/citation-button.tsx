import { strings } from "../texts/strings.js";

/** A marker such as `[2]` that opens its source. */
export function CitationButton({ id, onOpen }: { readonly id: number; readonly onOpen: (id: number) => void }) {
  return (
    <button type="button" class="citation" aria-label={strings.source(id)} onClick={() => onOpen(id)}>
      [{id}]
    </button>
  );
}
