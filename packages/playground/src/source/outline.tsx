import type { DocumentText } from "../api/shapes.js";
import { strings } from "../texts/strings.js";

interface OutlineProps {
  readonly document: DocumentText;
  readonly onGo: (position: number) => void;
}

/** The headings of a document; choosing one goes there in the text. */
export function Outline({ document: { text, blocks }, onGo }: OutlineProps) {
  const headings = blocks.filter(({ kind }) => kind === "heading");
  if (headings.length < 2) return null;
  return (
    <details class="outline">
      <summary>{strings.outline}</summary>
      <ul>
        {headings.map(({ start, end, level = 1, label }) => (
          <li key={start} class={`outline-${level}`}>
            <button type="button" onClick={() => onGo(start)}>
              {label ?? text.slice(start, end)}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
