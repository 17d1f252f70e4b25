import { strings } from "../texts/strings.js";

/** What a model thought before it answered, folded. */
export function Reasoning({ text }: { readonly text: string }) {
  return (
    <details class="reasoning">
      <summary>{strings.reasoning}</summary>
      <div class="plain">{text}</div>
    </details>
  );
}
