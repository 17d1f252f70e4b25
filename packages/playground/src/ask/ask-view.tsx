import { useEffect, useRef } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { ChatModel, Collection } from "../api/shapes.js";
import type { ProviderKeys } from "../parts/provider-keys.js";
import { strings } from "../texts/strings.js";
import type { OpenedSource } from "../source/opened-source.js";
import { AskForm } from "./ask-form.js";
import { HistoryList } from "./history-list.js";
import type { History } from "./use-history.js";
import { isRunning } from "./exchange.js";
import { ExchangeView } from "./exchange-view.js";
import { requestOf, type Settings } from "./settings.js";
import { SettingsPanel } from "./settings-panel.js";
import type { Conversation } from "./use-conversation.js";

interface AskViewProps {
  readonly api: Api;
  readonly collection: Collection;
  readonly models: readonly ChatModel[];
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly conversation: Conversation;
  /** The next question, as far as it is typed. */
  readonly draft: string;
  readonly onDraft: (question: string) => void;
  readonly history: History;
  readonly keys: ProviderKeys;
  readonly onOpen: (source: OpenedSource) => void;
}

/** The conversation with the documents of a collection. */
export function AskView({
  api,
  collection,
  models,
  settings,
  onSettings,
  conversation,
  draft,
  onDraft,
  history,
  onOpen,
  keys,
}: AskViewProps) {
  const { exchanges, ask, retry, stop, clear } = conversation;
  const list = useRef<HTMLElement>(null);
  const last = exchanges.at(-1);
  // The answer grows below its question, which stays where it is.
  useEffect(() => list.current?.lastElementChild?.scrollIntoView({ block: "start" }), [last?.key]);
  return (
    <div class="ask-view">
      {exchanges.length === 0 ? (
        <div class="welcome">
          <h1>{strings.tagline}</h1>
          <p>{strings.examples}</p>
          <HistoryList history={history} />
        </div>
      ) : (
        <section class="conversation" aria-label={strings.conversation} ref={list}>
          <h1 class="unseen">{strings.conversation}</h1>
          {exchanges.map((exchange) => (
            <ExchangeView
              key={exchange.key}
              api={api}
              exchange={exchange}
              folder={collection.folder}
              onOpen={onOpen}
              onRetry={() => retry(exchange)}
            />
          ))}
        </section>
      )}
      <div class="composer">
        <AskForm
          question={draft}
          onQuestion={onDraft}
          running={last !== undefined && isRunning(last)}
          onAsk={(question) => ask(collection.name, requestOf(question, settings))}
          onStop={stop}
        />
        <div class="composer-row">
          <SettingsPanel settings={settings} models={models} api={api} keys={keys} onChange={onSettings} />
          {exchanges.length > 0 && (
            <button type="button" class="quiet" onClick={clear}>
              {strings.newConversation}
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
