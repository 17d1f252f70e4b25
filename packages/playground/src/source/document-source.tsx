import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { DocumentText } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { highlightsOf } from "./highlights-of.js";
import type { OpenedSource } from "./opened-source.js";
import { Outline } from "./outline.js";
import { PdfSource } from "./pdf-source.js";
import { TextSource } from "./text-source.js";

interface DocumentSourceProps {
  readonly api: Api;
  readonly opened: OpenedSource;
  readonly document: DocumentText;
  /** Shows text where there are pages. */
  readonly asText: boolean;
}

/** A document's outline, and its pages or its text at the citation. */
export function DocumentSource({ api, opened, document, asText }: DocumentSourceProps) {
  const [position, setPosition] = useState<number | null>(null);
  const [isPlaceUnknown, setPlaceUnknown] = useState(false);
  const onUnknownPlace = useCallback(() => setPlaceUnknown(true), []);
  const highlights = useMemo(() => highlightsOf(opened), [opened]);
  useEffect(() => {
    setPosition(null);
    setPlaceUnknown(false);
  }, [opened]);
  const { citation, collection } = opened;
  const notice = isPdf(document) && !document.current ? strings.changed : isPlaceUnknown ? strings.placeUnknown : null;
  return (
    <>
      {notice !== null && <p class="notice">{notice}</p>}
      <Outline document={document} onGo={setPosition} />
      {hasPages(document) && !asText && !isPlaceUnknown ? (
        <PdfSource
          api={api}
          collection={collection}
          document={document}
          highlights={highlights}
          position={position}
          onUnknownPlace={onUnknownPlace}
        />
      ) : (
        <TextSource document={document} highlights={highlights} position={position ?? citation?.start ?? 0} />
      )}
    </>
  );
}

/** Whether a document is shown as pages: those of a file that changed would show something else than what was cited. */
export function hasPages(document: DocumentText): boolean {
  return isPdf(document) && document.current && document.origin === "file";
}

function isPdf({ mediaType, pages }: DocumentText): boolean {
  return mediaType === "application/pdf" && pages.length > 0;
}
