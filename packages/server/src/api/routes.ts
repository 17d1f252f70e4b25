import { collectionRoutes } from "./collection-routes.js";
import { askingRoutes } from "./asking-routes.js";
import { documentRoutes } from "./document-routes.js";
import { conversationRoutes } from "./conversation-routes.js";
import { openaiRoutes } from "./openai-routes.js";
import { serverRoutes } from "./server-routes.js";

/** Every route of the API by operation, except `/mcp` and the page's files. `{collection}` is a collection's name. */
export const routes = {
  ...serverRoutes,
  ...collectionRoutes,
  ...askingRoutes,
  ...documentRoutes,
  ...conversationRoutes,
  ...openaiRoutes,
} as const;
