import { ApiError } from "../api/api-error.js";
import { strings } from "../texts/strings.js";

interface FailureProps {
  readonly error: unknown;
  /** @defaultValue that something did not work */
  readonly title?: string;
}

/** What did not work and what to do. */
export function Failure({ error, title = strings.error }: FailureProps) {
  const unreachable = error instanceof ApiError && error.code === "unreachable";
  const message = unreachable ? strings.unreachable : error instanceof Error ? error.message : String(error);
  const hint = error instanceof ApiError ? error.hint : null;
  return (
    <div class="failure" role="alert">
      <strong>{title}</strong>
      <p>{message}</p>
      {hint !== null && <p class="hint">{hint}</p>}
    </div>
  );
}
