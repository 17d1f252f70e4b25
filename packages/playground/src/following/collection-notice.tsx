import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import { ApiError } from "../api/api-error.js";
import type { Followed } from "./use-followed.js";

/** What a reader of a collection should know: the server is away, or the index cannot follow its folder. */
export function CollectionNotice({ followed: { lost, run } }: { readonly followed: Followed }) {
  if (lost !== null) {
    const isAway = lost instanceof ApiError && lost.code === "unreachable";
    return <Failure error={lost} {...(isAway ? { title: strings.connectionLost } : {})} />;
  }
  if (run === null || run.error === null) return null;
  return <Failure error={new ApiError(run.error)} title={strings.notFollowed} />;
}
