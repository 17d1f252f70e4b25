import { useCallback, useEffect, useState } from "preact/hooks";
import type { Api } from "../api/api.js";
import type { ChatModel, Collection, ServerSettings } from "../api/shapes.js";
import type { Followed } from "../following/use-followed.js";

/** What the server offers. */
export interface Server {
  readonly collections: readonly Collection[];
  readonly models: readonly ChatModel[];
  /** `null` until the server answers. */
  readonly settings: ServerSettings | null;
  readonly error: unknown;
  readonly reload: () => void;
}

/** Asks again after each change of the collection that is followed. */
export function useServer(api: Api, { changes, lost }: Followed, onFirst: (collection: string) => void): Server {
  const [collections, setCollections] = useState<readonly Collection[]>([]);
  const [models, setModels] = useState<readonly ChatModel[]>([]);
  const [settings, setSettings] = useState<ServerSettings | null>(null);
  const [error, setError] = useState<unknown>(null);
  const reload = useCallback(() => {
    const load = async () => {
      await Promise.all([api.settings().then(setSettings), api.models().then(setModels)]);
      setError(null);
    };
    load().catch(setError);
  }, [api]);
  useEffect(reload, [reload]);
  useEffect(() => {
    const list = async () => {
      const listed = await api.collections();
      setCollections(listed);
      if (listed[0] !== undefined) onFirst(listed[0].name);
    };
    // A server that is away has a notice of its own.
    if (lost === null) list().catch(setError);
  }, [api, changes, lost, onFirst]);
  return { collections, models, settings, error, reload };
}
