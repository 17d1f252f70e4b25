import { useState } from "preact/hooks";
import { ApiError } from "../api/api-error.js";
import type { Api } from "../api/api.js";
import { strings } from "../texts/strings.js";
import type { AddedFile } from "./dropped-files.js";

interface UploadsOptions {
  readonly api: Api;
  readonly collection: string;
  /** Of one file. */
  readonly mostBytes: number;
  readonly onAdded: () => void;
}

/** A file that was not added. */
interface Refused {
  readonly added: AddedFile;
  readonly error: unknown;
}

/** Adds files one after another; one that cannot be added does not stop the others. */
export function useUploads({ api, collection, mostBytes, onAdded }: UploadsOptions) {
  const [sending, setSending] = useState<{ readonly name: string; readonly stop: AbortController } | null>(null);
  const [added, setAdded] = useState(0);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const send = async (files: readonly AddedFile[], replace = false) => {
    const stop = new AbortController();
    setAdded(0);
    setRefused((before) => before.filter((one) => !files.includes(one.added)));
    for (const one of files) {
      const { path, file } = one;
      if (stop.signal.aborted) break;
      setSending({ name: path, stop });
      try {
        if (file.size > mostBytes) throw tooLarge(mostBytes);
        await api.upload(collection, { path, content: file, replace }, stop.signal);
        setAdded((before) => before + 1);
      } catch (error) {
        if (!stop.signal.aborted) setRefused((before) => [...before, { added: one, error: withoutHint(error) }]);
      }
    }
    setSending(null);
    onAdded();
  };
  return { send, sending, added, refused };
}

/** A server refuses a file that is too large before it is sent, which a browser reports as a broken connection. */
function tooLarge(mostBytes: number): ApiError {
  const message = strings.documents.tooLarge(
    (mostBytes / 1024 ** 3).toLocaleString("en", { maximumFractionDigits: 1 }),
  );
  return new ApiError({ code: "body-too-large", message, hint: strings.documents.copyIt });
}

/** The server's hint is for programs; the page offers a button in its place. */
function withoutHint(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.code !== "file-exists") return error;
  return new ApiError({ code: error.code, message: error.message });
}
