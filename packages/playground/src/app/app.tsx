import { useMemo, useState } from "preact/hooks";
import { ApiView } from "../api-view/api-view.js";
import { createApi } from "../api/api.js";
import { AskView } from "../ask/ask-view.js";
import { defaultSettings } from "../ask/settings.js";
import { useConversation } from "../ask/use-conversation.js";
import { useHistory } from "../ask/use-history.js";
import { useLiveVerification } from "../ask/use-live-verification.js";
import { CompareView } from "../compare/compare-view.js";
import { useComparison } from "../compare/use-comparison.js";
import { DocumentsView } from "../documents/documents-view.js";
import { Failure } from "../parts/failure.js";
import type { OpenedSource } from "../source/opened-source.js";
import { SourcePanel } from "../source/source-panel.js";
import { CollectionNotice } from "../following/collection-notice.js";
import { PageHeader, type View } from "./page-header.js";
import { strings } from "../texts/strings.js";
import { nothingFollowed, useFollowed } from "../following/use-followed.js";
import { useMedia } from "./use-media.js";
import { useServer } from "./use-server.js";

/** The page: a view, and the source that was opened next to it. */
export function App({ token }: { readonly token: string | null }) {
  const api = useMemo(() => createApi(token), [token]);
  const [view, setView] = useState<View>("ask");
  const [name, setName] = useState<string | null>(null);
  const [opened, setOpened] = useState<OpenedSource | null>(null);
  const [settings, setSettings] = useState(defaultSettings);
  const [draft, setDraft] = useState("");
  const conversation = useConversation(api);
  const asked = conversation.exchanges.map((exchange) => exchange.collection);
  const [first, setFirst] = useState<string | null>(null);
  const current = name ?? first;
  const followed = useFollowed(api, current === null ? asked : [current, ...asked]);
  const here = (current === null ? undefined : followed.get(current)) ?? nothingFollowed;
  const server = useServer(api, here, setFirst);
  const { collections, models, settings: setUp, error } = server;
  const collection = collections.find((one) => one.name === current) ?? collections[0] ?? null;
  const history = useHistory(api, setUp?.history === true, conversation);
  const comparison = useComparison(api, models);
  useLiveVerification(api, followed, conversation);
  const keys = { providers: setUp?.keys ?? [], onKept: server.reload };
  // What the panel covers cannot have the focus.
  const isCovered = useMedia("(max-width: 59.99rem)") && opened !== null;
  const shared = { api, models, keys, onOpen: setOpened };
  return (
    <div class={opened === null ? "app" : "app app-source"}>
      <PageHeader
        inert={isCovered}
        view={view}
        onView={setView}
        collections={collections}
        collection={collection}
        onCollection={setName}
      />
      <main id="main" tabIndex={-1} inert={isCovered}>
        {error !== null && <Failure error={error} />}
        <CollectionNotice followed={here} />
        {collection !== null && view === "ask" && (
          <AskView
            {...shared}
            collection={collection}
            settings={settings}
            onSettings={setSettings}
            conversation={conversation}
            draft={draft}
            onDraft={setDraft}
            history={history}
          />
        )}
        {collection !== null && models.length > 0 && view === "compare" && (
          <CompareView {...shared} collection={collection} comparison={comparison} />
        )}
        {collection !== null && setUp !== null && view === "documents" && (
          <DocumentsView {...shared} collection={collection} server={setUp} followed={here} />
        )}
        {collection !== null && view === "api" && <ApiView api={api} collection={collection} />}
        {collection === null && error === null && <p class="loading">{strings.loading}</p>}
      </main>
      {opened !== null && <SourcePanel api={api} opened={opened} onOpen={setOpened} onClose={() => setOpened(null)} />}
    </div>
  );
}
