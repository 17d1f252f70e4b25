// Signs in to a Databricks workspace with tokens of the app's own, here of a token endpoint that the app asks itself.
// node examples/databricks-sign-in.mjs HOST CLIENT_ID CLIENT_SECRET
import { setTimeout as sleep } from "node:timers/promises";
import { createSignIn, createWorkspace, databricksEmbedder } from "@ragstone/databricks";

const [host, clientId, clientSecret] = process.argv.slice(2);
let issued = 0;

/** Called when a token is needed, and again before it ends; never twice at once. */
async function issueToken() {
  const askedMs = Date.now();
  const response = await fetch(`${host}/oidc/v1/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: "all-apis" }),
  });
  if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);
  const { access_token: token, expires_in: seconds } = await response.json();
  console.log(`token ${(issued += 1)}`);
  return { token, expiresMs: askedMs + seconds * 1000 };
}

const workspace = createWorkspace({ signIn: createSignIn({ host, issueToken, method: "app" }) });
const embedder = databricksEmbedder({ model: "gte-large-en", workspace });
for (const text of ["Keys are rotated every ninety days.", "Lunch is at noon."]) {
  const { vectors } = await embedder.embed([text], { kind: "passage" });
  console.log(`vector of ${vectors[0].length} dimensions`);
  // This workspace's tokens live for a second.
  await sleep(1000);
}
