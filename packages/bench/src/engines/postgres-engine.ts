import { postgresIndex } from "@ragstone/postgres";
import { postgresServer } from "@ragstone/testkit/postgres-server";
import pg from "pg";
import { treeBytes } from "../measure/tree-bytes.js";
import type { BenchEngine } from "./bench-engine.js";

/** Durable, as a server is: `fsync` is on. Memory of a small server; the default of 128 MB is for none. */
const settings = { fsync: "on", shared_buffers: "1GB", max_connections: "200", max_wal_size: "4GB" };

/** `null` where no server can be had. */
export async function postgresEngine(): Promise<BenchEngine | null> {
  const server = await postgresServer(settings);
  if (server === null) return null;
  const place = (index: string) => `${server.url}?collection=bench&schema=bench_${index}`;
  return {
    name: "PostgreSQL",
    place,
    provider: (index) => postgresIndex({ url: place(index) }),
    async bytesOf(index) {
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const { rows } = await client.query<{ bytes: string }>(
        `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relnamespace = to_regnamespace($1)`,
        [`bench_${index}`],
      );
      await client.end();
      return Number(rows[0]!.bytes);
    },
    serverBytes: () => treeBytes(server.pid()),
    sharesWork: true,
    stop: () => server.stop(),
  };
}
