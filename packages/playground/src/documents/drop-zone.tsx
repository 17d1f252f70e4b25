import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { ApiError } from "../api/api-error.js";
import type { Collection } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Failure } from "../parts/failure.js";
import { droppedFiles } from "./dropped-files.js";
import { useUploads } from "./use-uploads.js";

interface DropZoneProps {
  readonly api: Api;
  readonly collection: Collection;
  /** Of one file. */
  readonly mostBytes: number;
  readonly onAdded: () => void;
}

/** Adds files to a folder that was opened for writing. */
export function DropZone({ api, collection, mostBytes, onAdded }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const { send, sending, added, refused } = useUploads({ api, collection: collection.name, mostBytes, onAdded });
  if (!collection.writable) return <p class="hint">{strings.documents.readOnly}</p>;
  return (
    <div
      class={over ? "drop drop-over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void droppedFiles(event.dataTransfer).then(send);
      }}
    >
      {sending === null ? (
        <FileField onFiles={(files) => void send(files.map((file) => ({ path: file.name, file })))} />
      ) : (
        <>
          <progress aria-label={strings.documents.sending(sending.name)} /> {strings.documents.sending(sending.name)}{" "}
          <button type="button" onClick={() => sending.stop.abort()}>
            {strings.documents.cancel}
          </button>
        </>
      )}
      <p role="status">{added === 0 || sending !== null ? "" : strings.documents.added(added)}</p>
      {refused.map(({ added: one, error }) => (
        <div key={one.path}>
          <Failure error={error} title={strings.documents.notAdded(one.path)} />
          {error instanceof ApiError && error.code === "file-exists" && (
            <button type="button" onClick={() => void send([one], true)}>
              {strings.documents.replace(one.path)}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

function FileField({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  return (
    <label>
      {strings.documents.drop}{" "}
      <input
        type="file"
        multiple
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file can be chosen again.
          currentTarget.value = "";
          onFiles(files);
        }}
      />
    </label>
  );
}
