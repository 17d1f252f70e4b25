import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { Collection, DocumentEntry, ServerSettings } from "../api/shapes.js";
import type { Followed } from "../following/use-followed.js";
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
  readonly server: ServerSettings;
  readonly followed: Followed;
  readonly onOpen: (source: OpenedSource) => void;
}

/** The documents of a collection with their states. */
export function DocumentsView({ api, collection, server, followed, onOpen }: DocumentsViewProps) {
  const [find, setFind] = useState("");
  const { listed, error, reload } = useDocuments(api, collection.name, find, followed);
  const tree = useMemo(() => treeOf(listed?.documents ?? []), [listed]);
  const open = ({ origin, path }: DocumentEntry) =>
    onOpen({ collection: collection.name, origin, path, citation: null, answer: null });
  return (
    <div class="documents-view">
      <h1>{collection.folder ?? collection.name}</h1>
      {server.owner && (
        <>
          <IndexRun api={api} collection={collection.name} run={followed.run} onDone={reload} />
          <DropZone api={api} collection={collection} mostBytes={server.uploadBytes} onAdded={reload} />
        </>
      )}
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
          <FolderView key={listed.find} folder={tree} onOpen={open} />
        </>
      )}
    </div>
  );
}

/** The documents whose paths contain a text. */
type Listed = Awaited<ReturnType<Api["documents"]>> & { readonly find: string };

/** While a reader types. */
const typingMs = 150;

/** The documents as they are after each change of the index and each run. */
function useDocuments(api: Api, collection: string, find: string, { changes, run }: Followed) {
  const [listed, setListed] = useState<Listed | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [round, setRound] = useState(0);
  const isIndexing = run?.indexing === true;
  useEffect(() => {
    const stop = new AbortController();
    const list = () =>
      api
        .documents(collection, find, stop.signal)
        .then((found) => {
          setListed({ ...found, find });
          setError(null);
        })
        .catch((failure: unknown) => stop.signal.aborted || setError(failure));
    const waiting = setTimeout(() => void list(), find === "" ? 0 : typingMs);
    return () => {
      clearTimeout(waiting);
      stop.abort();
    };
  }, [api, collection, find, round, changes, isIndexing]);
  return { listed, error, reload: useCallback(() => setRound((last) => last + 1), []) };
}
