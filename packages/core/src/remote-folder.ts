/** A file or folder in a {@link RemoteFolder}, as its listing describes it. */
export interface RemoteEntry {
  /** Without the path, as the service spells it. */
  readonly name: string;
  readonly isFolder: boolean;
  /** 0 for folders. */
  readonly bytes: number;
  /** Last modification in ms since the epoch; 0 where the service does not report it. */
  readonly modifiedMs: number;
  /** Identifies the content; `null` where the listing has none. */
  readonly etag: string | null;
}

/** What a service reports about one file. */
export interface RemoteFacts {
  /** `null` where the service does not report it. */
  readonly bytes: number | null;
  /** `null` where the service has none. */
  readonly etag: string | null;
}

/** The content of one file. */
export interface RemoteContent {
  readonly bytes: Uint8Array;
  /** `null` where the service has none. */
  readonly etag: string | null;
}

/** Options of every call to a {@link RemoteFolder}. */
export interface RemoteCallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Documents that are not files of this machine, such as those of a volume: listed folder by folder, read one by one.
 * Calls may run in parallel; retries and sign-in are the implementation's. Paths are relative, with `/` between names,
 * and spelled as the listing spells them.
 */
export interface RemoteFolder {
  /** The folder as the user names it, such as `dbfs:/Volumes/main/docs/files`. */
  readonly name: string;
  /** Names the service, such as its host: another one may have a folder of the same name. */
  service(): Promise<string>;
  /**
   * All entries of one folder, in any order.
   *
   * @param folder - empty for the root
   * @throws {@link RemoteError} `folder-missing`, `permission-denied`, `network-failed` ...
   */
  list(folder: string, options?: RemoteCallOptions): Promise<readonly RemoteEntry[]>;
  /** The facts of one file, without its content. @throws {@link RemoteError} as {@link RemoteFolder.list} */
  stat(path: string, options?: RemoteCallOptions): Promise<RemoteFacts>;
  /**
   * The whole content of one file. Memory: the file's size.
   *
   * @throws {@link RemoteError} as {@link RemoteFolder.list}, and `response-too-large` above `maxBytes`
   */
  read(path: string, options: RemoteCallOptions & { readonly maxBytes: number }): Promise<RemoteContent>;
}
