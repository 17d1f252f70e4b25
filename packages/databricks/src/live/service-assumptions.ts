import type { ResolvedEmbeddingModel } from "../catalogue/resolved-model.js";
import { readErrorBody } from "../transport/error-body.js";
import { requestIdOf } from "../transport/failure-of.js";
import type { Assumption } from "./assumption.js";
import { describeAnswer, refusedWith } from "./observe.js";

const missing = "ragstone-no-such-endpoint";
/** Above the 4 MB that a request may have. */
const tooLargeBytes = 4_300_000;
const limitHeader = /^(x-)?rate-?limit|^retry-after$|remaining/i;

/** What the transport assumes about the workspace, and the stand-in does. */
export const serviceAssumptions: readonly Assumption<ResolvedEmbeddingModel>[] = [
  {
    name: "error-missing-endpoint",
    subject: "an endpoint that does not exist",
    expected: "404 with an error_code in JSON",
    async test(client) {
      return refusedWith(await client.invoke(missing, { input: ["a"] }), 404, /"error_code"/);
    },
  },
  {
    name: "error-missing-description",
    subject: "the description of an endpoint that does not exist",
    expected: "404 RESOURCE_DOES_NOT_EXIST",
    async test(client) {
      const path = `/api/2.0/serving-endpoints/${missing}`;
      return refusedWith(await client.send({ method: "GET", path }), 404, /RESOURCE_DOES_NOT_EXIST/);
    },
  },
  {
    name: "error-sign-in",
    subject: "a token that the workspace never issued",
    expected: "401 or 403 that names the token",
    async test(client, { endpoint }) {
      const path = `/serving-endpoints/${encodeURIComponent(endpoint)}/invocations`;
      const answer = await client.send({ path, body: { input: ["a"] }, token: "dapi0123456789abcdef" });
      const isRefused = (answer.status === 401 || answer.status === 403) && /token/i.test(answer.text);
      return { observed: describeAnswer(answer), asAssumed: isRefused };
    },
  },
  {
    name: "error-malformed",
    subject: "a body that is no JSON",
    expected: "400 MALFORMED_REQUEST",
    async test(client, { endpoint }) {
      return refusedWith(await client.invoke(endpoint, "{"), 400, /MALFORMED_REQUEST/);
    },
  },
  {
    name: "error-too-large",
    subject: "a body above 4 MB",
    expected: "413",
    async test(client, { endpoint }) {
      const answer = await client.invoke(endpoint, { input: ["x".repeat(tooLargeBytes)] });
      return { observed: describeAnswer(answer), asAssumed: answer.status === 413 };
    },
  },
  {
    name: "headers-request-id",
    subject: "the request id of an answer",
    expected: "in a header",
    async test(client, { endpoint }) {
      const { headers, text } = await client.invoke(endpoint, { input: ["a"] });
      const names = [...headers.keys()].filter((name) => /request-?id|server-timing/i.test(name));
      const inBody = readErrorBody(text).requestId !== null;
      return {
        observed: names.length === 0 ? (inBody ? "in the body only" : "nowhere") : `in ${names.join(", ")}`,
        asAssumed: requestIdOf(headers) !== null,
      };
    },
  },
  {
    name: "headers-limits",
    subject: "headers about limits on a success",
    expected: "none",
    async test(client, { endpoint }) {
      const { headers } = await client.invoke(endpoint, { input: ["a"] });
      const names = [...headers.keys()].filter((name) => limitHeader.test(name));
      return { observed: names.length === 0 ? "none" : names.join(", "), asAssumed: names.length === 0 };
    },
  },
  {
    name: "headers-served-model",
    subject: "the header served-model-name",
    expected: "present",
    async test(client, { endpoint }) {
      const { headers } = await client.invoke(endpoint, { input: ["a"] });
      const isPresent = headers.has("served-model-name");
      return { observed: isPresent ? "present" : "absent", asAssumed: isPresent };
    },
  },
];
