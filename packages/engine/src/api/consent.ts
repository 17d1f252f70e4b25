/** A setting of a shared index that decides where texts are sent or which files are read on this machine. */
export interface ConsentRequest {
  /** Names the index, without secrets. */
  readonly index: string;
  readonly setting: "embedder" | "baseUrl";
  /** As it is stored, possibly by another user. */
  readonly value: string;
}

/** Decides whether a setting that somebody else may have written is used. */
export type Consent = (request: ConsentRequest) => boolean | Promise<boolean>;
