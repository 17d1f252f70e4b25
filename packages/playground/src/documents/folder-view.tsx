import { useState } from "preact/hooks";
import type { DocumentEntry } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import type { TreeFolder } from "./tree-of.js";

interface FolderViewProps {
  readonly folder: TreeFolder;
  readonly onOpen: (document: DocumentEntry) => void;
}

/** Rows that are made at once: a folder may have ten thousand. */
const rowsAtOnce = 200;

/** A folder's folders and documents with their states. What is folded is not rendered. */
export function FolderView({ folder, onOpen }: FolderViewProps) {
  const [shown, setShown] = useState(rowsAtOnce);
  const { folders, documents } = folder;
  const left = documents.length - shown;
  return (
    <ul class="tree">
      {folders.map((inner) => (
        <li key={inner.path}>
          <InnerFolder folder={inner} isOpen={folders.length + documents.length < 40} onOpen={onOpen} />
        </li>
      ))}
      {documents.slice(0, shown).map((document) => (
        <li key={`${document.origin}:${document.path}`}>
          <DocumentLine document={document} onOpen={onOpen} />
        </li>
      ))}
      {left > 0 && (
        <li>
          <button type="button" class="quiet" onClick={() => setShown(shown + rowsAtOnce)}>
            {strings.documents.more(Math.min(left, rowsAtOnce).toLocaleString("en"))}
          </button>
        </li>
      )}
    </ul>
  );
}

function InnerFolder({ folder, isOpen, onOpen }: FolderViewProps & { readonly isOpen: boolean }) {
  const [open, setOpen] = useState(isOpen);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{folder.name}/</summary>
      {open && <FolderView folder={folder} onOpen={onOpen} />}
    </details>
  );
}

function DocumentLine({ document, onOpen }: { document: DocumentEntry; onOpen: (document: DocumentEntry) => void }) {
  const { path, state, reason, detail, hint } = document;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const why = detail ?? (reason === undefined ? undefined : (strings.documents.reasons[reason] ?? reason));
  const isReadable = typeof document.chunks === "number";
  return (
    <span class="document-line">
      {isReadable ? (
        <button type="button" class="document" onClick={() => onOpen(document)}>
          {name}
        </button>
      ) : (
        name
      )}
      {state !== "indexed" && <span class={`state state-${state}`}>{strings.documents.states[state]}</span>}
      {why !== undefined && <span class="hint">{[why, hint].map(sentence).join(" ")}</span>}
    </span>
  );
}

function sentence(text: string | undefined): string {
  return text === undefined || /[.!?]$/u.test(text) ? (text ?? "") : `${text}.`;
}
