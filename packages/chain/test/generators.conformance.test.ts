import { FakeListChatModel } from "@langchain/core/utils/testing";
import { describeGenerator } from "@ragstone/testkit";
import { extractiveGenerator } from "../src/index.js";
import { fromChatModel } from "../src/langchain.js";

describeGenerator("the extractive generator", { create: () => extractiveGenerator() });
describeGenerator("a LangChain chat model", {
  create: () =>
    fromChatModel(
      new FakeListChatModel({
        responses: ['Signing keys rotate every 30 days [1: "Signing keys rotate every 30 days"].'],
      }),
    ),
});
