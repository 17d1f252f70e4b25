/** A Lakebase database of the workspace: it issues tokens that sign in to a PostgreSQL server elsewhere. */
export interface LakebaseDatabase {
  /** Life of a token. @defaultValue an hour, as on the platform */
  readonly tokenTtlMs?: number;
  /** Makes the server take a token as the password, before it is given out. */
  readonly onToken: (token: string, expiresMs: number) => Promise<void>;
}
