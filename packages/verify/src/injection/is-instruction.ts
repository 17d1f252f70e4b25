import { leakingLink } from "./leaking-link.js";
import { matchesAny, type GuardedPattern } from "../text/guarded-pattern.js";

/** Where an order begins: at the start of a sentence, clause or line, or after a word that leads one in. */
const start = String.raw`(?:^|[.!?:;,\n"'“‘(>*\]-]\s*|\b(?:please|must|should|shall|always|now|then|instead|only|just|and|you)\s+)`;

/**
 * Patterns of text that addresses a model: orders to ignore its instructions, to say something, to take a role, to hide
 * or reveal something, and the control marks of prompt formats. After published collections of prompt injections (Perez
 * and Ribeiro, "Ignore Previous Prompt", 2022; Greshake and others, "Not what you've signed up for", 2023). Narrow on
 * purpose: handbooks tell people to run commands, open links and ignore files.
 */
const patterns: readonly GuardedPattern[] = [
  {
    needs: ["ignore", "disregard", "forget", "override", "bypass", "discard"],
    pattern:
      /\b(?:ignore|disregard|forget|override|bypass|discard)\s+(?:all|any|every|everything|the|your|my|these|those|previous|prior|above|earlier|what|other)\b[^.!?\n]{0,30}\b(?:instructions?|prompts?|guidelines|directions|you (?:were|have been|are) told|told you|before this|restrictions|programming|training|question)\b/iu,
  },
  {
    needs: ["ignore", "disregard", "forget", "override"],
    pattern:
      /\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|every|everything|the|your|other)\s+){0,3}(?:previous|prior|above|earlier|preceding|your|other)\b[^.!?\n]{0,20}(?:rules?|context|sources?|text|messages?|polic(?:y|ies)|documents?|above|\W|$)/iu,
  },
  {
    needs: ["prompt", "message", "instruction", "rules"],
    pattern:
      /\b(?:reveal|print|show|repeat|output|leak|disclose|display|summari[sz]e|translate)\b[^.!?\n]{0,20}\b(?:system|hidden|secret|initial|original|your) (?:prompt|message|instructions?|rules)\b/iu,
  },
  {
    needs: ["instruction", "prompt", "directive", "order", "message"],
    pattern:
      /\b(?:new|updated|real|actual|important|urgent|special|hidden|additional|admin|system)\s+(?:system\s+)?(?:instructions?|prompt|directive|orders?|message)\s*(?::|\b(?:for|to) (?:the |any |all )?(?:ai|assistants?|models?|llms?|chatbots?|you)\b)/iu,
  },
  {
    needs: ["system", "assistant", "ai", "admin", "developer"],
    pattern:
      /(?:^|\n|[.!?>*"'“(]\s*)(?:SYSTEM|ASSISTANT|System|Assistant|AI|ADMIN|DEVELOPER)(?: (?:NOTE|MESSAGE|OVERRIDE|PROMPT|note|message|override|prompt))?\s*:/u,
  },
  {
    needs: ["assistant", "ai", "chatbot", "model", "llm", "gpt", "claude", "llama", "bot"],
    pattern:
      /\b(?:ai|assistants?|chatbots?|language models?|llms?|gpt(?:-\d)?|claude|llama|bots?|ai models?)\b,?\s+(?:[\p{L}']+\s+){0,6}(?:must|should|shall|needs? to|has to|have to|(?:is|are) (?:required|instructed|ordered|told))\b/iu,
  },
  {
    needs: ["assistant", "ai", "chatbot", "model", "llm"],
    pattern:
      /\b(?:if|when|since|because|as) (?:you(?:'re| are)|this is being (?:read|processed|summari[sz]ed) by) (?:an? )?(?:ai|assistant|chatbot|language model|llm|model)\b/iu,
  },
  {
    needs: ["assistant", "ai", "chatbot", "model", "llm", "gpt", "claude", "llama", "bot"],
    pattern:
      /\b(?:dear|hey|hello|hi|attention|note to|message to|to|for) (?:the |any |all )?(?:ai|assistants?|chatbots?|language models?|llms?|ai models?|gpt|claude|llama)\b\s*[,:!-]/iu,
  },
  {
    needs: ["you are", "you were"],
    pattern:
      /\byou (?:are|were) (?:now|no longer|actually|really)\s+(?:an?\s|the\s)?(?:[\p{L}]+\s)?(?:ai|assistant|bot|model|dan|pirate|free|unrestricted|jailbroken|bound|restricted|developer|evil|hacker|attacker|root|admin)\b/iu,
  },
  {
    needs: [" as if", " as though", " as a", " like a"],
    pattern: new RegExp(
      String.raw`${start}(?:act|behave|pretend|roleplay|role-play|respond|answer|speak|reply) (?:as (?:if|though|an? (?:ai|assistant|expert|unrestricted|different|evil|pirate|hacker|helpful))|like an?)\b`,
      "iu",
    ),
  },
  {
    needs: [
      "respond",
      "reply",
      "answer",
      "output",
      "print",
      "say",
      "repeat",
      "claim",
      "state",
      "return",
      "assert",
      "conclude",
    ],
    pattern: new RegExp(
      String.raw`${start}(?:respond|reply|answer|output|print|say|repeat|claim|state|return|assert|conclude)\s+(?:only|exactly|verbatim|with|that|this|instead|the following|the (?:words?|phrase|text|sentence)|as follows|["“‘\u0060]|in (?:json|html|xml|base64))`,
      "iu",
    ),
  },
  {
    needs: ["respond", "reply", "print", "say", "repeat"],
    pattern: new RegExp(String.raw`${start}(?:respond|reply|print|say|repeat)\s*(?:with\s*)?["“‘:]`, "iu"),
  },
  {
    needs: ["tell "],
    pattern: new RegExp(
      String.raw`${start}tell (?:the )?(?:users?|readers?|everyone|people|them|him|her|whoever)\b[^.!?\n]{0,40}\b(?:that|to|about)\b`,
      "iu",
    ),
  },
  {
    needs: ["answer", "reply", "replies", "response", "output", "summary"],
    pattern: new RegExp(
      String.raw`${start}(?:include|append|insert|add|embed|begin|start|end|finish|prefix|cite|quote|write|render|display|show|put|mention|recommend)\b(?:[^.!?\n]|[.!?](?!\s)){0,80}\b(?:(?:in|to|of|with) (?:your|every|each|all|the) (?:final )?(?:answers?|repl(?:y|ies)|responses?|output|summary)|your (?:answers?|repl(?:y|ies)|responses?|output|summary))\b`,
      "iu",
    ),
  },
  {
    needs: ["do not", "don't", "never"],
    pattern:
      /\b(?:do not|don't|never)\s+(?:ever\s+)?(?:mention|reveal|tell|cite|disclose|quote|refuse|say|warn)\b[^.!?\n]{0,40}\b(?:user|this (?:note|message|text|instruction|document)|sources?|instructions?|anyone|that you|the (?:other|real|true|answer|question))\b/iu,
  },
  {
    needs: ["send", "post", "forward", "exfiltrate", "upload", "mail", "leak", "transmit", "append", "encode"],
    pattern:
      /\b(?:send|post|forward|exfiltrate|upload|e-?mail|leak|transmit|append|encode)\b[^.!?\n]{0,60}\b(?:(?:this|the|our|your|whole|entire) (?:conversation|chat|question|prompt|answer|history)|chat history|user'?s? (?:question|data|query|messages?)|system prompt)\b/iu,
  },
  leakingLink,
  {
    needs: ["<", "[inst]", "[/inst]", "##"],
    pattern:
      /<\|[^|\n]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:system|assistant|instructions?|source-[\w-]*|source|sources|sources-[\w-]*)\b[^>\n]{0,60}>|#{2,6}\s*(?:instructions?|system|response|new task)\s*:?\s*(?:\n|$)/iu,
  },
  {
    needs: ["jailbr", "dan mode", "do anything now", "god mode", "developer mode"],
    pattern:
      /\b(?:jailbreak|jailbroken|DAN mode|do anything now|god mode enabled|developer mode (?:enabled|on|activated))\b/iu,
  },
  { needs: null, pattern: /[\u{e0000}-\u{e007f}\u202a-\u202e\u2066-\u2069]/u },
  {
    needs: ["decode", "decrypt", "deobfuscate"],
    pattern: /\b(?:decode|decrypt|deobfuscate)\b[^.!?\n]{0,40}\b(?:follow|execute|obey|do what|instructions?)\b/iu,
  },
  {
    needs: ["your "],
    pattern:
      /\byour (?:new |only |real |true |next )(?:task|goal|job|purpose|role|objective|answer|response|reply|output|instructions?) (?:is|are|must|should|shall)\b/iu,
  },
  {
    needs: ["answer", "response", "reply"],
    pattern:
      /\b(?:the |your )?(?:only |one )?(?:correct|right|true|official|final|approved) (?:answer|response|reply) (?:to (?:this|the|any|every|all) questions? )?(?:is|must be|should be)\b/iu,
  },
];

/** Whether a text gives orders to a model that reads it. */
export function isInstruction(text: string): boolean {
  return matchesAny(text, patterns);
}
