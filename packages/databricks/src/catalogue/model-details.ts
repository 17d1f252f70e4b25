import type { ModelDetails } from "@ragstone/core";

const source = "Databricks' page of supported foundation models on pay-per-token endpoints, read 2025-05";
const throughput =
  "For production Databricks recommends provisioned throughput, which also serves fine-tuned models of the same " +
  "architecture.";
const chatAdvice = `Answers can omit facts or be wrong: use retrieval where accuracy matters. ${throughput}`;
const embeddingAdvice = `Most useful together with a language model, for retrieval augmented generation. ${throughput}`;
const regions = "Pay-per-token endpoint of a workspace; some regions only, see the region table of Model Serving.";
const uses = "Text embeddings for retrieval, classification, question answering, clustering and semantic search";

const chat = { status: null, hosting: regions, advice: chatAdvice, source } as const;
const embedding = { languages: "English", status: null, hosting: regions, advice: embeddingAdvice, source } as const;

const detailsByName: Readonly<Record<string, ModelDetails>> = {
  "llama-4-maverick": {
    ...chat,
    about:
      "By Meta, the first Llama with a mixture of experts, which saves compute. It understands images and text " +
      "in general; text only on Databricks.",
    languages: "Several languages",
  },
  "meta-llama-3-3-70b-instruct": {
    ...chat,
    about: "By Meta, tuned for dialogue in several languages.",
    languages: "Several languages",
    status: "Replaces Llama 3.1 70B Instruct on pay-per-token endpoints since 2024-12-11.",
  },
  "meta-llama-3-1-405b-instruct": {
    ...chat,
    about:
      "By Meta, the largest openly available model of its time, for multi-step reasoning and synthetic data; " +
      "tuned for dialogue, helpfulness and safety. Distributed through Azure ML's catalogue.",
    languages: "Ten languages",
    status: "Public Preview: contact the Databricks account team about endpoint failures or stabilization errors.",
    hosting: "Pay-per-token endpoint of a workspace, in US regions only.",
  },
  "meta-llama-3-1-8b-instruct": {
    ...chat,
    about: "By Meta, small and fast; tuned for dialogue, helpfulness and safety.",
    languages: "Ten languages",
  },
  "claude-3-7-sonnet": {
    ...chat,
    about:
      "By Anthropic, hybrid reasoning: it answers at once, or thinks longer and shows its reasoning. Strong at " +
      "code, mathematics and following instructions.",
    languages: null,
    hosting:
      "Hosted by Databricks on AWS inside its security perimeter, under the Databricks Master Cloud Services " +
      "Agreement; some regions only.",
  },
  "gte-large-en": {
    ...embedding,
    about: `${uses}; meant to find the relevant part of large pieces of documents. The endpoint's vectors are not normalized; Ragstone normalizes them.`,
  },
  "bge-large-en": {
    ...embedding,
    about: `${uses}. The vectors are normalized. An instruction before queries, not before passages, may improve retrieval; its effect depends on the domain.`,
  },
};

/** What a user weighs before using a model of the catalogue; `undefined` where no more is known than its row says. */
export function modelDetails(name: string): ModelDetails | undefined {
  return Object.hasOwn(detailsByName, name) ? detailsByName[name] : undefined;
}
