import { useState } from "preact/hooks";
import { strings } from "../texts/strings.js";

/** Copies a text and says so. */
export function CopyButton({ text }: { readonly text: string }) {
  const [label, setLabel] = useState<string>(strings.copy);
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setLabel(strings.copied),
      () => setLabel(strings.notCopied),
    );
  };
  return (
    <>
      <button type="button" class="quiet" onClick={copy} onBlur={() => setLabel(strings.copy)}>
        {label}
      </button>
      <span class="unseen" role="status">
        {label === strings.copy ? "" : label}
      </span>
    </>
  );
}
