import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@ragstone/engine/internal";
import { RequestError } from "../http/request-error.js";

/** A conversation as its reader's page keeps it. */
export interface Conversation {
  readonly collection: string;
  /** Requests and answers, in the page's own form. */
  readonly exchanges: readonly Readonly<Record<string, unknown>>[];
}

/** A conversation in a list. */
interface ListedConversation {
  readonly id: string;
  /** The first question. */
  readonly title: string;
  readonly collection: string;
  readonly exchanges: number;
  readonly updatedAt: string;
}

/**
 * Conversations on disk, one file each, for each caller a folder of its own: nobody reads those of another. Files are
 * readable by the user of the server alone.
 */
export interface History {
  /** Newest first. */
  list(caller: string): Promise<readonly ListedConversation[]>;
  /** @throws {@link RequestError} `conversation-missing`, 404 */
  read(caller: string, id: string): Promise<Conversation>;
  /** @throws {@link RequestError} `history-full`, 409 */
  save(caller: string, id: string, conversation: Conversation): Promise<ListedConversation>;
  /** Erases one conversation; all of the caller's without `id`. Resolves to how many there were. */
  erase(caller: string, id?: string): Promise<number>;
}

/** Conversations of one caller. */
const maxConversations = 1000;

const maxTitleCharacters = 200;

/** Keeps conversations in a folder, which is made when the first is saved. */
export function history(dir: string): History {
  // A digest: names of users may have signs that file systems do not.
  const folderOf = (caller: string) => join(dir, createHash("sha256").update(caller).digest("hex").slice(0, 32));
  const fileOf = (caller: string, id: string) => join(folderOf(caller), `${id}.json`);
  const idsOf = async (caller: string) =>
    (await readdir(folderOf(caller)).catch(ifMissing([])))
      .filter((name) => name.endsWith(".json"))
      .map((name) => name.slice(0, -".json".length));
  return {
    async list(caller) {
      const listed = await Promise.all((await idsOf(caller)).map((id) => listing(fileOf(caller, id), id)));
      return listed.filter((entry) => entry !== null).sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : -1));
    },
    async read(caller, id) {
      const text = await readFile(fileOf(caller, id), "utf8").catch(ifMissing(null));
      if (text !== null) return JSON.parse(text) as Conversation;
      throw new RequestError(404, "conversation-missing", "There is no conversation with this id.", {
        hint: "GET /api/conversations lists yours.",
      });
    },
    async save(caller, id, conversation) {
      const known = await idsOf(caller);
      if (!known.includes(id) && known.length >= maxConversations)
        throw new RequestError(409, "history-full", `There are ${maxConversations} conversations already.`, {
          hint: "Erase some.",
        });
      await mkdir(folderOf(caller), { recursive: true, mode: 0o700 });
      await writeAtomically(fileOf(caller, id), JSON.stringify(conversation), 0o600);
      return listed(conversation, id, new Date());
    },
    async erase(caller, id) {
      const ids = (await idsOf(caller)).filter((known) => id === undefined || known === id);
      await Promise.all(ids.map((known) => rm(fileOf(caller, known), { force: true })));
      return ids.length;
    },
  };
}

/** `null` for a file that another request erased meanwhile, or that is damaged. */
async function listing(file: string, id: string): Promise<ListedConversation | null> {
  try {
    const [text, { mtime }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    return listed(JSON.parse(text) as Conversation, id, mtime);
  } catch {
    return null;
  }
}

function listed({ collection, exchanges }: Conversation, id: string, at: Date): ListedConversation {
  const { request } = (exchanges[0] ?? {}) as { readonly request?: { readonly question?: unknown } };
  const title = typeof request?.question === "string" ? request.question.slice(0, maxTitleCharacters) : "";
  return { id, title, collection, exchanges: exchanges.length, updatedAt: at.toISOString() };
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return value;
    throw error;
  };
}
