export { openIndexProvider, postgresIndex } from "./provider/postgres-index.js";
export type { PostgresIndexOptions } from "./provider/postgres-index.js";
