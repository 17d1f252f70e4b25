/** Why a file that should have been indexed was not. Stable; shown in the coverage report. */
export type FailureReason =
  | "encrypted"
  | "no-text-layer"
  | "empty"
  | "too-large"
  | "unreadable"
  | "binary"
  | "malformed"
  | "changed-while-reading"
  | "timed-out"
  | "crashed"
  | "path-collision"
  /** A file of a synced folder whose content is not on this machine; reading it would download it. */
  | "cloud-only"
  | "not-a-regular-file"
  /** A document format that is known but not read, such as `.doc`. */
  | "unsupported"
  /** The loader's output breaks the document contract; the file itself may be sound. */
  | "loader-fault"
  | "embedding-failed";
