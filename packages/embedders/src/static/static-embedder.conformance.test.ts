import { describeEmbedder } from "@ragstone/testkit";
import { staticEmbedder } from "./static-embedder.js";

describeEmbedder("static-en-v1", { create: staticEmbedder });
