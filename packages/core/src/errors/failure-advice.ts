import type { FailureReason } from "./failure-reason.js";

/** What to do about a file that was not indexed, for errors that know nothing more specific. */
export const failureAdvice: Readonly<Record<FailureReason, string>> = {
  encrypted: "Save a copy without the password.",
  "no-text-layer": "Run text recognition (OCR) over it, or exclude it.",
  empty: "Nothing to do, or exclude it.",
  "too-large": "Split it, or exclude it.",
  unreadable: "Check that you may read it, and index again.",
  binary: "If it is a document, give it its format's extension; else exclude it.",
  malformed: "Open it with its program and save it again, or exclude it.",
  "changed-while-reading": "Index again when it is no longer being written.",
  "timed-out": "Split it, or exclude it.",
  crashed: "Split it, or exclude it.",
  "path-collision": "Rename one of the two.",
  "cloud-only":
    'Choose "Always keep on this device", "Make available offline" or "Download now" for it, and index again.',
  "not-a-regular-file": "Check what is there now, and index again.",
  unsupported: "Save it in another format.",
  "loader-fault": "This is a fault of the loader, not of the file: report it to the loader's author.",
  "embedding-failed": "Look at the passage, or exclude the document.",
};
