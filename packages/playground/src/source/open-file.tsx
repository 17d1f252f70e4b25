import { useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import { Failure } from "../parts/failure.js";
import { saveBlob } from "../parts/save-blob.js";
import { strings } from "../texts/strings.js";
import type { OpenedSource } from "./opened-source.js";

interface OpenFileProps {
  readonly api: Api;
  readonly opened: OpenedSource;
}

/** Gives the document's file to the browser as a download, from where the reader's own program opens it. */
export function OpenFile({ api, opened: { collection, path } }: OpenFileProps) {
  const [error, setError] = useState<unknown>(null);
  const open = () => {
    setError(null);
    const name = path.slice(path.lastIndexOf("/") + 1);
    api.file(collection, path).then((file) => saveBlob(file, name), setError);
  };
  return (
    <>
      <button type="button" class="quiet" onClick={open}>
        {strings.openOriginal}
      </button>
      {error !== null && <Failure error={error} />}
    </>
  );
}
