import { Failure } from "../parts/failure.js";
import { strings } from "../texts/strings.js";
import type { History } from "./use-history.js";

/** The conversations that the server keeps: each can be opened again or erased. */
export function HistoryList({ history }: { readonly history: History }) {
  const { conversations, error, reopen, erase } = history;
  if (conversations === null) return null;
  return (
    <details class="history">
      <summary>
        {strings.history} ({conversations.length})
      </summary>
      {error !== null && <Failure error={error} />}
      {conversations.length === 0 ? (
        <p class="hint">{strings.emptyHistory}</p>
      ) : (
        <>
          <ul>
            {conversations.map(({ id, title, collection, updatedAt }) => (
              <li key={id}>
                <button type="button" class="document" onClick={() => reopen(id)}>
                  {title}
                </button>
                <span class="hint">
                  {collection}, <time dateTime={updatedAt}>{new Date(updatedAt).toLocaleString()}</time>
                </span>
                <button type="button" class="quiet" aria-label={strings.eraseOne(title)} onClick={() => erase(id)}>
                  {strings.erase}
                </button>
              </li>
            ))}
          </ul>
          <button type="button" class="quiet" onClick={() => erase()}>
            {strings.eraseHistory}
          </button>
        </>
      )}
    </details>
  );
}
