export { errorSchema } from "./api/error-schema.js";
export { routes } from "./api/routes.js";
export type { Route } from "./api/route.js";
