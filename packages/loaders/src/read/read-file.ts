import type { LoaderInput } from "@ragstone/core";

/** The bytes of a file; of a remote one, with what identifies its content, if the service says so. */
export interface ReadFile extends LoaderInput {
  readonly etag?: string | null;
}
