import { useEffect, useMemo, useState } from "preact/hooks";
import { createApi } from "../api/api.js";
import type { ChatModel, Collection, ServerSettings } from "../api/shapes.js";
import { AskView } from "../ask/ask-view.js";
import { defaultSettings } from "../ask/settings.js";
import { useConversation } from "../ask/use-conversation.js";
import { useHistory } from "../ask/use-history.js";
import { useLiveVerification } from "../ask/use-live-verification.js";
import { CompareView } from "../compare/compare-view.js";
import { DocumentsView } from "../documents/documents-view.js";
import { Failure } from "../parts/failure.js";
import type { OpenedSource } from "../source/opened-source.js";
import { SourcePanel } from "../source/source-panel.js";
import { PageHeader, type View } from "./page-header.js";
import { strings } from "../texts/strings.js";

/** The page: a view, and the source that was opened next to it. */
export function App({ token }: { readonly token: string | null }) {
  const api = useMemo(() => createApi(token), [token]);
  const { collections, models, settings: server, error } = useServer(api);
  const [view, setView] = useState<View>("ask");
  const [name, setName] = useState<string | null>(null);
  const [opened, setOpened] = useState<OpenedSource | null>(null);
  const [settings, setSettings] = useState(defaultSettings);
  const conversation = useConversation(api);
  const history = useHistory(api, server?.history === true, conversation);
  const collection = collections.find((one) => one.name === name) ?? collections[0] ?? null;
  useLiveVerification(api, collection?.name ?? null, conversation);
  const shared = { api, onOpen: setOpened };
  return (
    <div class={opened === null ? "app" : "app app-source"}>
      <PageHeader
        view={view}
        onView={setView}
        collections={collections}
        collection={collection}
        onCollection={setName}
      />
      <main id="main">
        {error !== null && <Failure error={error} />}
        {collection !== null && view === "ask" && (
          <AskView
            {...shared}
            collection={collection}
            models={models}
            settings={settings}
            onSettings={setSettings}
            conversation={conversation}
            history={history}
            keys={server?.keys ?? []}
          />
        )}
        {collection !== null && view === "compare" && (
          <CompareView {...shared} collection={collection} models={models} />
        )}
        {collection !== null && view === "documents" && <DocumentsView {...shared} collection={collection} />}
        {collection === null && error === null && <p class="loading">{strings.loading}</p>}
      </main>
      {opened !== null && <SourcePanel api={api} opened={opened} onOpen={setOpened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function useServer(api: ReturnType<typeof createApi>) {
  const [collections, setCollections] = useState<readonly Collection[]>([]);
  const [models, setModels] = useState<readonly ChatModel[]>([]);
  const [settings, setSettings] = useState<ServerSettings | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    api.settings().then(setSettings).catch(setError);
    api.collections().then(setCollections).catch(setError);
    api.models().then(setModels).catch(setError);
  }, [api]);
  return { collections, models, settings, error };
}
