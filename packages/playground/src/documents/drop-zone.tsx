import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { Collection } from "../api/shapes.js";
import { strings } from "../texts/strings.js";
import { Failure } from "../parts/failure.js";

interface DropZoneProps {
  readonly api: Api;
  readonly collection: Collection;
  readonly onAdded: () => void;
}

/** Adds files to a folder that was opened for writing. */
export function DropZone({ api, collection, onAdded }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (!collection.writable) return <p class="hint">{strings.documents.readOnly}</p>;
  const send = async (files: readonly File[]) => {
    setError(null);
    try {
      for (const file of files) {
        setSending(file.name);
        await api.upload(collection.name, file.name, file, new AbortController().signal);
      }
    } catch (failure) {
      setError(failure);
    } finally {
      setSending(null);
      onAdded();
    }
  };
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
        void send([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <label>
        {sending ?? strings.documents.drop}
        <input type="file" multiple onChange={({ currentTarget }) => void send([...(currentTarget.files ?? [])])} />
      </label>
      {error !== null && <Failure error={error} />}
    </div>
  );
}
