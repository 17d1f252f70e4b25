import type { DocumentEntry } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import type { TreeFolder } from "./tree-of.js";

interface FolderViewProps {
  readonly folder: TreeFolder;
  readonly onOpen: (document: DocumentEntry) => void;
}

/** A folder's folders and documents with their states. */
export function FolderView({ folder, onOpen }: FolderViewProps) {
  return (
    <ul class="tree">
      {folder.folders.map((inner) => (
        <li key={inner.path}>
          <details open={folder.folders.length + folder.documents.length < 40}>
            <summary>{inner.name}/</summary>
            <FolderView folder={inner} onOpen={onOpen} />
          </details>
        </li>
      ))}
      {folder.documents.map((document) => (
        <li key={`${document.origin}:${document.path}`}>
          <DocumentLine document={document} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

function DocumentLine({ document, onOpen }: { document: DocumentEntry; onOpen: (document: DocumentEntry) => void }) {
  const { path, state, reason, detail, hint } = document;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (state === "indexed") {
    return (
      <button type="button" class="document" onClick={() => onOpen(document)}>
        {name}
      </button>
    );
  }
  return (
    <span class="document">
      {name} <span class={`state state-${state}`}>{strings.documents[state]}</span>
      <span class="hint">
        {[reason, detail, hint].filter((part) => part !== undefined && part !== null).join(". ")}
      </span>
    </span>
  );
}
