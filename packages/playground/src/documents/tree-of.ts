import type { DocumentEntry } from "../api/shapes.js";

/** A folder of the tree. */
export interface TreeFolder {
  readonly name: string;
  readonly path: string;
  readonly folders: readonly TreeFolder[];
  readonly documents: readonly DocumentEntry[];
}

interface Growing {
  readonly name: string;
  readonly path: string;
  readonly folders: Map<string, Growing>;
  readonly documents: DocumentEntry[];
}

/** The documents by folder, in the order given. */
export function treeOf(documents: readonly DocumentEntry[]): TreeFolder {
  const root = newFolder("", "");
  for (const document of documents) {
    let folder = root;
    for (const name of document.path.split("/").slice(0, -1)) {
      const path = folder.path === "" ? name : `${folder.path}/${name}`;
      const inner = folder.folders.get(name) ?? newFolder(name, path);
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.documents.push(document);
  }
  return finished(root);
}

function newFolder(name: string, path: string): Growing {
  return { name, path, folders: new Map(), documents: [] };
}

function finished({ name, path, folders, documents }: Growing): TreeFolder {
  return { name, path, folders: [...folders.values()].map(finished), documents };
}
