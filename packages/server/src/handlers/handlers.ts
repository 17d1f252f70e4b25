import { chat } from "./openai-chat.js";
import { embeddings } from "./openai-embeddings.js";
import { listOpenaiModels } from "./openai-models.js";
import { ask } from "./ask.js";
import {
  eraseConversation,
  eraseConversations,
  getConversation,
  listConversations,
  saveConversation,
} from "./conversations.js";
import { plainChat } from "./plain-chat.js";
import type { Handler, Operation } from "./call.js";
import { getDocument } from "./get-document.js";
import { getBoxes } from "./get-boxes.js";
import { getFile } from "./get-file.js";
import { getPageImage } from "./get-page-image.js";
import { getPages } from "./get-pages.js";
import { getPassage } from "./get-passage.js";
import { getStatus } from "./get-status.js";
import { listCollections } from "./list-collections.js";
import { listDocuments } from "./list-documents.js";
import { cancelIndex } from "./cancel-index.js";
import { exportAnswer } from "./export-answer.js";
import { followEvents } from "./follow-events.js";
import { getSettings } from "./get-settings.js";
import { indexCollection } from "./index-collection.js";
import { keepKey } from "./keep-key.js";
import { listModels } from "./list-models.js";
import { upload } from "./upload.js";
import { verify } from "./verify.js";
import { search } from "./search.js";

/** The handler of each operation. */
export const handlers: { readonly [O in Operation]: Handler<O> } = {
  health: async () => ({ status: "ok" }),
  collections: listCollections,
  status: getStatus,
  search,
  ask,
  chat: plainChat,
  documents: listDocuments,
  document: getDocument,
  pages: getPages,
  pageImage: getPageImage,
  boxes: getBoxes,
  file: getFile,
  passage: getPassage,
  verify,
  export: exportAnswer,
  index: indexCollection,
  cancelIndex,
  events: followEvents,
  upload,
  models: listModels,
  settings: getSettings,
  keys: keepKey,
  conversations: listConversations,
  conversation: getConversation,
  saveConversation,
  eraseConversation,
  eraseConversations,
  openapi: async ({ server }) => (await import("../api/openapi.js")).openapi(server.version),
  openaiModels: listOpenaiModels,
  openaiChat: chat,
  openaiEmbeddings: embeddings,
};
