import type { IndexSettings } from "@ragstone/core";
import { describe, expect, it } from "vitest";
import type { ConsentRequest } from "../api/consent.js";
import { defaultEmbedder } from "../models/defaults.js";
import { checkConsent } from "./check-consent.js";

const settings: IndexSettings = { version: 1, embedder: "remote:model", baseUrl: "http://127.0.0.1:9/" };
const given = { embedder: false, baseUrl: false };
const index = "memory:shared";

/** What the user was asked, answering each with the given reply. */
async function requested(of: IndexSettings, reply: boolean, known = given): Promise<readonly ConsentRequest[]> {
  const requests: ConsentRequest[] = [];
  const consent = (request: ConsentRequest) => {
    requests.push(request);
    return reply;
  };
  await checkConsent(of, { index, given: known, consent });
  return requests;
}

describe("consent to the settings of an index elsewhere", () => {
  const embedder = { index, setting: "embedder", value: "remote:model" };
  const baseUrl = { index, setting: "baseUrl", value: "http://127.0.0.1:9/" };

  it("is asked for each setting that the caller does not give", async () => {
    expect(await requested(settings, true)).toEqual([embedder, baseUrl]);
    expect(await requested(settings, true, { embedder: true, baseUrl: false })).toEqual([baseUrl]);
    expect(await requested(settings, true, { embedder: false, baseUrl: true })).toEqual([embedder]);
  });

  it("is not needed for the built-in model without an address", async () => {
    expect(await requested({ version: 1, embedder: defaultEmbedder }, false)).toEqual([]);
  });

  it("is refused unless given, and without a callback", async () => {
    await expect(requested(settings, false)).rejects.toMatchObject({ code: "consent-required", data: embedder });
    await expect(requested(settings, false, { embedder: true, baseUrl: false })).rejects.toMatchObject({
      data: baseUrl,
    });
    await expect(checkConsent(settings, { index, given, consent: undefined })).rejects.toMatchObject({
      data: embedder,
    });
  });
});
