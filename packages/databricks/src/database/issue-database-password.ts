import { randomUUID } from "node:crypto";
import { isRagstoneError, RemoteError, type IssuedPassword } from "@ragstone/core";
import { readJson } from "../transport/read-json.js";
import type { Workspace } from "../workspace/workspace.js";

export interface IssueDatabasePasswordOptions {
  /** `projects/PROJECT/branches/BRANCH/endpoints/ENDPOINT`, or the name of a provisioned instance. */
  readonly database: string;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
}

/** An answer is a token and two dates. */
const maxBytes = 65_536;

/**
 * An OAuth token that signs in to a Lakebase database as its password, for an hour: of an endpoint of a project
 * (`/api/2.0/postgres/credentials`) or of a provisioned instance (`/api/2.0/database/credentials`).
 *
 * @throws {@link RemoteError} `request-rejected` for a database that the workspace does not have; `response-invalid` for an
 *   answer without a token; `sign-in-failed`, `permission-denied`, ... as the workspace answers
 */
export async function issueDatabasePassword({
  database,
  workspace,
  signal,
}: IssueDatabasePasswordOptions): Promise<IssuedPassword> {
  const [path, body] = database.startsWith("projects/")
    ? ["/api/2.0/postgres/credentials", { endpoint: database }]
    : ["/api/2.0/database/credentials", { instance_names: [database], request_id: randomUUID() }];
  const answer = await workspace
    .send({
      method: "POST",
      path,
      body: JSON.stringify(body),
      resolved: null,
      cost: { inputTokens: 0, outputTokens: 0 },
      caller: workspace,
      signal,
      read: (received) => readJson(received, maxBytes),
    })
    .catch((error: unknown) => {
      throw isRagstoneError(error) && error.code === "endpoint-missing" ? noDatabase(database, error) : error;
    });
  const { token, expire_time: expires, expiration_time: expiration } = answer;
  const expiresMs = Date.parse(String(expires ?? expiration));
  if (typeof token !== "string" || token === "" || Number.isNaN(expiresMs))
    throw new RemoteError("response-invalid", `The workspace issued no password for the database ${database}.`, {
      hint: "Check the name of the database; if it is right, show this to the workspace's administrator.",
      data: { database },
    });
  return { password: token, expiresMs };
}

function noDatabase(database: string, cause: unknown): RemoteError {
  return new RemoteError("request-rejected", `The workspace has no Lakebase database ${database} that you may use.`, {
    hint: "Check the name: projects/PROJECT/branches/BRANCH/endpoints/ENDPOINT, or the name of a provisioned instance.",
    cause,
    data: { database },
  });
}
