import { ApiError } from "../api/api-error.js";
import { strings } from "../texts/strings.js";

/** What did not work and what to do. */
export function Failure({ error }: { readonly error: unknown }) {
  const unreachable = error instanceof ApiError && error.code === "unreachable";
  const message = unreachable ? strings.unreachable : error instanceof Error ? error.message : String(error);
  const hint = error instanceof ApiError ? error.hint : null;
  return (
    <div class="failure" role="alert">
      <strong>{strings.error}</strong>
      <p>{message}</p>
      {hint !== null && <p class="hint">{hint}</p>}
    </div>
  );
}
