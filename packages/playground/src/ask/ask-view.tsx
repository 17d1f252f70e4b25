import { useEffect, useRef } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { ChatModel, Collection } from "../api/shapes.js";
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
  readonly history: History;
  /** Providers whose keys may be entered. */
  readonly keys: readonly string[];
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
  history,
  onOpen,
  keys,
}: AskViewProps) {
  const { exchanges, ask, stop, clear } = conversation;
  const end = useRef<HTMLDivElement>(null);
  const last = exchanges.at(-1);
  useEffect(() => end.current?.scrollIntoView({ block: "end" }), [exchanges.length]);
  return (
    <div class="ask-view">
      {exchanges.length === 0 ? (
        <div class="welcome">
          <h1>{strings.tagline}</h1>
          <p>{strings.examples}</p>
          <HistoryList history={history} />
        </div>
      ) : (
        <section class="conversation" aria-label={strings.conversation}>
          <h1 class="unseen">{strings.conversation}</h1>
          {exchanges.map((exchange) => (
            <ExchangeView
              key={exchange.key}
              api={api}
              exchange={exchange}
              folder={collection.folder}
              onOpen={onOpen}
              onRetry={() => ask(exchange.collection, exchange.request)}
            />
          ))}
          <div ref={end} />
        </section>
      )}
      <div class="composer">
        <AskForm
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
