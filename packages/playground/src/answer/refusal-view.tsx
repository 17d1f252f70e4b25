import type { Answer, ClosestPassage } from "@ragstone/core";
import { strings } from "../texts/strings.js";
import type { OpenedSource } from "../source/opened-source.js";

interface RefusalViewProps {
  readonly answer: Answer;
  readonly collection: string;
  readonly onOpen: (source: OpenedSource) => void;
}

/** Why there is no answer, the terms that no document has, and the passages that come closest. */
export function RefusalView({ answer, collection, onOpen }: RefusalViewProps) {
  const { refusal } = answer;
  if (refusal === null) return null;
  const open = (passage: ClosestPassage, id: number) =>
    onOpen({
      collection,
      origin: passage.origin,
      path: passage.path,
      citation: { ...passage, id, sha256: "" },
      answer: null,
    });
  return (
    <div class="refusal">
      <p>
        <strong>{strings.refusals[refusal.reason]}</strong>
      </p>
      <p>{refusal.message}</p>
      {refusal.missing.length > 0 && (
        <p>
          {strings.missing}{" "}
          {refusal.missing.map((term) => (
            <code key={term}>{term}</code>
          ))}
        </p>
      )}
      {refusal.closest !== undefined && refusal.closest.length > 0 && (
        <>
          <h3>{strings.closest}</h3>
          <ol class="closest">
            {refusal.closest.map((passage, index) => (
              <li key={`${passage.path}:${passage.start}`}>
                <blockquote>{passage.quote}</blockquote>
                <button type="button" class="quiet" onClick={() => open(passage, index + 1)}>
                  {[passage.path, ...passage.headings].join(" › ")}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
