import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { Collection, DocumentEntry } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Failure } from "../parts/failure.js";
import type { OpenedSource } from "../source/opened-source.js";
import { DropZone } from "./drop-zone.js";
import { FolderView } from "./folder-view.js";
import { IndexRun } from "./index-run.js";
import { treeOf } from "./tree-of.js";

interface DocumentsViewProps {
  readonly api: Api;
  readonly collection: Collection;
  readonly onOpen: (source: OpenedSource) => void;
}

/** The documents of a collection with their states. */
export function DocumentsView({ api, collection, onOpen }: DocumentsViewProps) {
  const [find, setFind] = useState("");
  const { listed, error, reload } = useDocuments(api, collection.name, find);
  const tree = useMemo(() => treeOf(listed?.documents ?? []), [listed]);
  const open = ({ origin, path }: DocumentEntry) =>
    onOpen({ collection: collection.name, origin, path, citation: null, answer: null });
  return (
    <div class="documents-view">
      <h1>{collection.folder}</h1>
      <IndexRun api={api} collection={collection.name} onDone={reload} />
      <DropZone api={api} collection={collection} onAdded={reload} />
      <label>
        {strings.documents.filter}
        <input type="search" value={find} onInput={({ currentTarget }) => setFind(currentTarget.value)} />
      </label>
      {error !== null && <Failure error={error} />}
      {listed !== null && (
        <>
          <p class="facts" role="status">
            {listed.total === 0
              ? strings.documents.empty
              : strings.documents.count(
                  listed.documents.length.toLocaleString("en"),
                  listed.total.toLocaleString("en"),
                )}
          </p>
          <FolderView folder={tree} onOpen={open} />
        </>
      )}
    </div>
  );
}

type Listed = Awaited<ReturnType<Api["documents"]>>;

function useDocuments(api: Api, collection: string, find: string) {
  const [listed, setListed] = useState<Listed | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    api
      .documents(collection, find, stop.signal)
      .then((found) => {
        setListed(found);
        setError(null);
      })
      .catch((failure: unknown) => stop.signal.aborted || setError(failure));
    return () => stop.abort();
  }, [api, collection, find, round]);
  return { listed, error, reload: useCallback(() => setRound((last) => last + 1), []) };
}
