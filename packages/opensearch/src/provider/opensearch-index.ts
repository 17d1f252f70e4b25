import type { IndexProvider, OpenIndexProvider } from "@ragstone/core";
import { Connection } from "../connection/connection.js";
import { parseUrl } from "../connection/parse-url.js";
import { Ledger } from "../ledger/ledger.js";
import { Refresher } from "../ledger/refresher.js";
import type { LedgerState } from "../ledger/state.js";
import { OpenSearchReader, type CollectionParts } from "../reading/opensearch-reader.js";
import { findOrCreate, ledgerName } from "../schema/create-collection.js";
import { OpenSearchWriter } from "../writing/opensearch-writer.js";

export interface OpenSearchIndexOptions {
  /**
   * `opensearch://user@host:port/collection?nodes=HOST:PORT,…&tls=true&shards=N&replicas=N`. The password comes from the URL
   * or from `OPENSEARCH_PASSWORD`.
   */
  readonly url: string;
}

/**
 * A collection in OpenSearch with k-NN as an {@link IndexProvider}: any number of writers and readers, on any number of
 * machines. Opens no connection until the first call that needs one.
 *
 * @throws {@link InvalidOptionError} for a URL that names no collection
 */
export function openSearchIndex({ url }: OpenSearchIndexOptions): IndexProvider {
  const place = parseUrl(url);
  const { name } = place;
  const connection = new Connection(place);
  const ledger = new Ledger(connection, { index: ledgerName(place.collection), name });
  const refresher = new Refresher(connection);
  let users = 0;
  const opened = ({ fingerprint }: LedgerState): CollectionParts => {
    users += 1;
    return {
      connection,
      ledger,
      refresher,
      name,
      fingerprint,
      onClose: async () => {
        users -= 1;
        if (users === 0) await connection.end();
      },
    };
  };

  return {
    concurrentWriters: true,
    describe: () => ({ engine: "opensearch", name, dir: null }),
    exists: async () => (await ledger.find()) !== null,
    read: async () => new OpenSearchReader(opened(await ledger.read())),
    async write({ create } = {}) {
      connection.bePatient();
      const state =
        create === undefined ? await ledger.read() : await findOrCreate(connection, ledger, { place, create });
      return new OpenSearchWriter(opened(state));
    },
    readSettings: async () => (await ledger.find())?.settings ?? null,
    writeSettings: (settings) => ledger.change((state) => ({ next: { ...state, settings }, result: undefined })),
  };
}

/** What `ragstone --index opensearch://…` opens. */
export const openIndexProvider: OpenIndexProvider = (url) => openSearchIndex({ url });
