import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage, AIMessageChunk, HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { tool } from "@langchain/core/tools";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

export interface ChatModelConformanceOptions {
  /** A model that answers short questions, and calls the tool that a question is about. */
  readonly create: () => BaseChatModel;
  /** @defaultValue true */
  readonly tools?: boolean;
}

const adder = tool(({ a, b }) => String(a + b), {
  name: "add_numbers",
  description: "Adds two numbers and gives their sum.",
  schema: z.object({ a: z.number().describe("the first number"), b: z.number().describe("the second number") }),
});
const now = tool(() => "noon", {
  name: "current_time_of_day",
  description: "Tells the current time of day.",
  schema: z.object({}),
});

/**
 * Behaviour that LangChain's chains and agents expect of a chat model, after the kinds of checks of its standard tests.
 */
export function describeChatModel(name: string, { create, tools = true }: ChatModelConformanceOptions): void {
  describe(`${name} is a LangChain chat model`, () => {
    let model: BaseChatModel;
    beforeAll(() => {
      model = create();
    });
    const usageOf = (message: AIMessage | AIMessageChunk) => message.usage_metadata;
    const collect = async (
      input: Parameters<BaseChatModel["stream"]>[0],
      from: Pick<BaseChatModel, "stream"> = model,
    ) => {
      const chunks: AIMessageChunk[] = [];
      for await (const chunk of await from.stream(input)) chunks.push(chunk);
      return { chunks, whole: chunks.reduce((sum, chunk) => sum.concat(chunk)) };
    };

    it("answers a string, messages and pairs alike", async () => {
      for (const input of [
        "Say hello.",
        [new HumanMessage("Say hello.")],
        [["human", "Say hello."]] as [string, string][],
      ]) {
        const answer = await model.invoke(input);
        expect(AIMessage.isInstance(answer)).toBe(true);
        expect(answer.text.length).toBeGreaterThan(0);
      }
    });

    it("streams several chunks that add up to one message of one id", async () => {
      const { chunks, whole } = await collect("Count to 20.");
      expect(chunks.length).toBeGreaterThan(3);
      expect(chunks.every((chunk) => AIMessageChunk.isInstance(chunk))).toBe(true);
      expect(whole.text).toBe(chunks.map((chunk) => chunk.text).join(""));
      expect(whole.text).toContain("18 19 20");
      expect(whole.response_metadata["finish_reason"]).toBe("stop");
    });

    it("says the same streamed and whole", async () => {
      expect((await collect("Count to 9.")).whole.text).toBe((await model.invoke("Count to 9.")).text);
    });

    it("answers several inputs", async () => {
      const answers = await model.batch(["Count to 2.", "Count to 3."]);
      expect(answers.map((answer) => answer.text.includes("3"))).toEqual([false, true]);
    });

    it("keeps a conversation with system message, earlier answers and two user turns in a row", async () => {
      const answer = await model.invoke([
        new SystemMessage("Be brief."),
        new HumanMessage("Hello."),
        new AIMessage("Hello to you."),
        new HumanMessage("Wait."),
        new HumanMessage("Count to 4."),
      ]);
      expect(answer.text).toContain("4");
    });

    it("takes content in blocks, and messages with a name", async () => {
      const answer = await model.invoke([
        new HumanMessage({
          content: [
            { type: "text", text: "Count" },
            { type: "text", text: "to 5." },
          ],
          name: "alice",
        }),
      ]);
      expect(answer.text.length).toBeGreaterThan(0);
    });

    it("tells usage once, whole and streamed, and the same", async () => {
      const whole = usageOf(await model.invoke("Count to 12."));
      expect(whole?.input_tokens).toBeGreaterThan(0);
      expect(whole?.total_tokens).toBe(whole!.input_tokens + whole!.output_tokens);
      const { chunks, whole: sum } = await collect("Count to 12.");
      expect(chunks.filter((chunk) => usageOf(chunk) !== undefined)).toHaveLength(1);
      expect(usageOf(sum)).toEqual(whole);
    });

    it("stops at a stop sequence", async () => {
      const answer = await model.invoke("Count to 30.", { stop: [" 15"] });
      expect(answer.text).toContain("14");
      expect(answer.text).not.toContain("15");
    });

    it("stops when aborted, whole and in the middle of a stream", async () => {
      await expect(model.invoke("Say hello.", { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
      const controller = new AbortController();
      let seen = 0;
      const reading = async () => {
        for await (const _ of await model.stream("Count to 2000.", { signal: controller.signal })) {
          seen += 1;
          if (seen === 3) controller.abort();
        }
      };
      await expect(reading()).rejects.toThrow(/abort/i);
      expect(seen).toBeLessThan(60);
    });

    it("works in a chain, with settings bound to it", async () => {
      const chain = ChatPromptTemplate.fromMessages([
        ["system", "Be brief."],
        ["human", "Count to {n}."],
      ]).pipe(model.withConfig({ tags: ["counted"] }));
      expect((await chain.invoke({ n: "6" })).text).toContain("6");
    });

    it("tells callbacks of every token, and of the end", async () => {
      const tokens: string[] = [];
      let ends = 0;
      const callbacks = [
        { handleLLMNewToken: (token: string) => void tokens.push(token), handleLLMEnd: () => void (ends += 1) },
      ];
      let text = "";
      for await (const chunk of await model.stream("Count to 8.", { callbacks })) text += chunk.text;
      expect([tokens.join(""), ends]).toEqual([text, 1]);
    });

    it("streams content-block events", async () => {
      const message = await model.streamEvents("Count to 7.");
      expect(message.text).toContain("7");
    });

    it.runIf(tools)("calls a bound tool with parsed arguments, whole and streamed", async () => {
      const bound = model.bindTools!([adder, now]);
      const question = "Use add_numbers on 17 and 25.";
      const whole = await bound.invoke(question);
      expect(whole.tool_calls).toHaveLength(1);
      expect(whole.tool_calls![0]).toMatchObject({ name: "add_numbers", args: { a: 17, b: 25 } });
      expect(whole.tool_calls![0]!.id).toBeTruthy();
      const { whole: streamed } = await collect(question, bound);
      expect(streamed.tool_calls).toHaveLength(1);
      expect(streamed.tool_calls![0]).toMatchObject({ name: "add_numbers", args: { a: 17, b: 25 } });
      expect(streamed.invalid_tool_calls).toEqual([]);
    });

    it.runIf(tools)("calls a tool without arguments, and takes its result back", async () => {
      const bound = model.bindTools!([adder, now]);
      const question = new HumanMessage("Ask current_time_of_day.");
      const call = await bound.invoke([question]);
      expect(call.tool_calls?.[0]).toMatchObject({ name: "current_time_of_day", args: {} });
      const results = call.tool_calls!.map(({ id }) => new ToolMessage({ content: "noon", tool_call_id: id! }));
      const answer = await bound.invoke([question, call, ...results]);
      expect(answer.tool_calls ?? []).toEqual([]);
      expect(answer.text.length).toBeGreaterThan(0);
    });

    it.runIf(tools)("takes back tool calls whose message has no text, and results that are empty", async () => {
      const call = new AIMessage({
        content: "",
        tool_calls: [{ id: "call_1", name: "add_numbers", args: { a: 1, b: 2 } }],
      });
      await expect(
        model.bindTools!([adder]).invoke([
          new HumanMessage("Add 1 and 2."),
          call,
          new ToolMessage({ content: "", tool_call_id: "call_1" }),
        ]),
      ).resolves.toBeDefined();
    });

    it.runIf(tools)("obeys tool_choice", async () => {
      const any = await model.bindTools!([adder, now], { tool_choice: "any" }).invoke("Hello.");
      expect(any.tool_calls).toHaveLength(1);
      const named = await model.bindTools!([adder, now], { tool_choice: "current_time_of_day" }).invoke(
        "Use add_numbers on 1 and 2.",
      );
      expect(named.tool_calls![0]!.name).toBe("current_time_of_day");
      const none = await model.bindTools!([adder], { tool_choice: "none" }).invoke("Use add_numbers on 1 and 2.");
      expect(none.tool_calls ?? []).toEqual([]);
    });

    it.runIf(tools)("gives structured output of Zod and JSON schemas, bounds of numbers included", async () => {
      const schema = z.object({ city: z.string(), degrees: z.number().int().min(-60).max(60) });
      const question = "Paris has 21 degrees. What is the weather in Paris?";
      const parsed = await model.withStructuredOutput(schema, { name: "weather" }).invoke(question);
      expect(schema.parse(parsed).degrees).toBe(21);
      const json = {
        title: "weather",
        type: "object",
        properties: { degrees: { type: "integer", minimum: 0, exclusiveMaximum: 100 } },
        required: ["degrees"],
      };
      expect(await model.withStructuredOutput(json).invoke(question)).toEqual({ degrees: 21 });
      const both = await model.withStructuredOutput(schema, { includeRaw: true }).invoke(question);
      expect(AIMessage.isInstance(both.raw)).toBe(true);
      expect(schema.safeParse(both.parsed).success).toBe(true);
    });
  });
}
