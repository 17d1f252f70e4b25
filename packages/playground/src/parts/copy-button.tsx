import { useState } from "preact/hooks";
import { strings } from "../texts/strings.js";

/** Copies a text and says so. */
export function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => setCopied(true));
  };
  return (
    <>
      <button type="button" class="quiet" onClick={copy} onBlur={() => setCopied(false)}>
        {copied ? strings.copied : strings.copy}
      </button>
      <span class="unseen" role="status">
        {copied ? strings.copied : ""}
      </span>
    </>
  );
}
