import { useEffect, useRef, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { DocumentText } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { CopyButton } from "../parts/copy-button.js";
import { Failure } from "../parts/failure.js";
import { OpenFile } from "./open-file.js";
import { DocumentSource, hasPages } from "./document-source.js";
import type { OpenedSource } from "./opened-source.js";

interface SourcePanelProps {
  readonly api: Api;
  readonly opened: OpenedSource;
  readonly onOpen: (source: OpenedSource) => void;
  readonly onClose: () => void;
}

/** A document at the exact span of a citation, next to the answer. */
export function SourcePanel({ api, opened, onOpen, onClose }: SourcePanelProps) {
  const { document, error } = useDocument(api, opened);
  const [asText, setAsText] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useReturnOfFocus();
  useEffect(() => {
    setAsText(false);
    heading.current?.focus();
  }, [opened]);
  const { citation, path } = opened;
  return (
    <aside
      class="source-panel"
      aria-label={strings.sourceOf(path)}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <header>
        <h2 ref={heading} tabIndex={-1}>
          {path}
        </h2>
        <button type="button" class="close" onClick={onClose} aria-label={strings.close}>
          ×
        </button>
        <p class="source-facts">{[...(citation?.headings ?? []), ...pages(opened)].join(" › ")}</p>
        <div class="source-actions">
          {citation !== null && <CopyButton text={citation.quote} />}
          {document?.origin === "file" && <OpenFile api={api} opened={opened} />}
          {document !== null && hasPages(document) && (
            <button type="button" class="quiet" onClick={() => setAsText(!asText)}>
              {asText ? strings.showPages : strings.showText}
            </button>
          )}
        </div>
      </header>
      {error !== null && <Failure error={error} />}
      {document === null && error === null && <p class="loading">{strings.loading}</p>}
      {document !== null && (
        <>
          <OtherCitations opened={opened} onOpen={onOpen} />
          <DocumentSource api={api} opened={opened} document={document} asText={asText} />
        </>
      )}
    </aside>
  );
}

/** Gives the focus back to what had it before the panel was there. */
function useReturnOfFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
}

function pages({ citation }: OpenedSource): string[] {
  const shown = citation?.pageLabels ?? citation?.pages ?? [];
  return shown.length === 0 ? [] : [strings.page(shown.join(", "))];
}

function OtherCitations({ opened, onOpen }: { opened: OpenedSource; onOpen: (source: OpenedSource) => void }) {
  const cited = (opened.answer?.citations ?? []).filter(
    ({ path, origin }) => path === opened.path && origin === opened.origin,
  );
  if (cited.length < 2) return null;
  return (
    <p class="other-citations">
      {strings.otherCitations}{" "}
      {cited.map((citation) => (
        <button
          key={citation.id}
          type="button"
          class="citation"
          aria-label={strings.source(citation.id)}
          aria-current={citation.id === opened.citation?.id}
          onClick={() => onOpen({ ...opened, citation })}
        >
          [{citation.id}]
        </button>
      ))}
    </p>
  );
}

function useDocument(api: Api, { collection, path, origin }: OpenedSource) {
  const [state, setState] = useState<{ document: DocumentText | null; error: unknown }>({
    document: null,
    error: null,
  });
  useEffect(() => {
    const stop = new AbortController();
    setState({ document: null, error: null });
    api
      .document(collection, { path, origin }, stop.signal)
      .then((document) => setState({ document, error: null }))
      .catch((error: unknown) => stop.signal.aborted || setState({ document: null, error }));
    return () => stop.abort();
  }, [api, collection, path, origin]);
  return state;
}
