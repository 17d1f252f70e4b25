/**
 * Behaviours where the protocol is not confirmed, or differs between endpoints: each can be switched. The defaults are
 * the documented behaviour, or else the most common one.
 */
export interface Quirks {
  /** Entries on one page of a directory listing. @defaultValue 1000 */
  readonly filesPageSize: number;
  /** Whether files of volumes come with an `ETag`, which the reference does not mention. @defaultValue true */
  readonly fileEtags: boolean;
  /** Ms until a new endpoint or index of Vector Search is ready; real ones take minutes. @defaultValue 2000 */
  readonly provisioningMs: number;
  /** How numbers come in the rows of Vector Search's answers. @defaultValue "number" */
  readonly vectorNumbers: "number" | "string";
  /** Whether listings have the `etag` of files too. @defaultValue false */
  readonly listedEtags: boolean;
  /**
   * Embedding input over the window: cut silently (usage counts the remaining part), or refused with 400. @defaultValue
   * "truncate"
   */
  readonly overWindow: "truncate" | "error";
  /** Inputs in one embedding request; more get 400. @defaultValue 150 */
  readonly maxInputs: number;
  /** An empty string, or an empty list, as embedding input. @defaultValue "error" */
  readonly emptyInput: "error" | "accept";
  /** The reply to `encoding_format: "base64"`; lists of floats are tolerated by the clients. @defaultValue "base64" */
  readonly base64: "base64" | "floats";
  /** Whether embedding answers carry an `id`. @defaultValue true */
  readonly embeddingId: boolean;
  /** How GTE, which is not instruction-aware, treats `instruction`. @defaultValue "ignore" */
  readonly gteInstruction: "ignore" | "prepend" | "reject";
  /** The server's separator between `instruction` and the text. @defaultValue " " */
  readonly instructionJoin: string;
  /**
   * Body of a 429: the envelope that users see, the form that the limits page documents, the `RATE_LIMIT_EXCEEDED` of
   * limits set on a gateway, or the `RESOURCE_EXHAUSTED` that the SDK knows. @defaultValue "seen"
   */
  readonly limitBody: "seen" | "documented" | "gateway" | "exhausted";
  /** Whether a 429 carries `Retry-After` (whole seconds). @defaultValue true */
  readonly retryAfter: boolean;
  /**
   * Where streams carry usage: on every chunk (Llama 4 and Claude 3.7, pay-per-token), on the last chunk with choices,
   * or on an extra chunk with `choices: []` (later endpoints), or nowhere. @defaultValue "every-chunk"
   */
  readonly streamUsage: "every-chunk" | "last-chunk" | "extra-chunk" | "none";
  /** `stream` when a request does not say: the reference table and the SDK disagree. @defaultValue false */
  readonly streamByDefault: boolean;
  /** `stream_options`: refused as an unknown field, or accepted as some later endpoints do. @defaultValue "reject" */
  readonly streamOptions: "reject" | "accept";
  /**
   * `max_completion_tokens` on the GPT-5 models: refused as an unknown field, accepted next to `max_tokens`, or the only
   * one that they take, as at OpenAI. @defaultValue "reject"
   */
  readonly completionTokens: "reject" | "accept" | "require";
  /** Comment frames between chunks of a stream. @defaultValue false */
  readonly keepAliveComments: boolean;
  /** How Claude names a finished answer. @defaultValue "stop" */
  readonly claudeStop: "stop" | "end_turn";
  /**
   * The only `temperature` that thinking allows: 1, or 2 where the platform halves the scale for Claude. @defaultValue
   * 1
   */
  readonly claudeThinkingTemperature: 1 | 2;
  /** `response_format` together with `stream` on Claude. @defaultValue "reject" */
  readonly claudeStreamedFormat: "reject" | "accept";
  /** Reasoning comes encrypted (`summary_encrypted_text`). @defaultValue false */
  readonly redactedReasoning: boolean;
  /** Whether reasoning carries a signature. @defaultValue true */
  readonly signatures: boolean;
  /** Name of the citations of a text item. @defaultValue "citations" */
  readonly citationsField: "citations" | "citation";
  /** Document content on Claude. @defaultValue "accept" */
  readonly documents: "accept" | "reject";
  /** Whether usage of Claude carries `cache_read_input_tokens` and `cache_creation_input_tokens`. @defaultValue true */
  readonly cacheUsage: boolean;
  /** Whether Claude's answers have an `id`; documentation shows `null`. @defaultValue true */
  readonly responseIds: boolean;
  /** Wording of a `max_tokens` above the cap on Llama: plain text of the gateway, or JSON. @defaultValue "plain" */
  readonly maxTokensError: "plain" | "json";
  /**
   * More than one choice (`n`) from a pay-per-token endpoint; documented for provisioned throughput only. @defaultValue
   * "reject"
   */
  readonly payPerTokenChoices: "reject" | "accept";
  /**
   * Form of error bodies: the standard envelope, `ERROR_CODE: message` as text, `{"error": message}` of the old API, or
   * an HTML page. Bodies that are plain text by nature stay. @defaultValue "standard"
   */
  readonly errorForm: "standard" | "text" | "api-1.2" | "html";
  /** Whether error envelopes carry the request id in `details`. @defaultValue true */
  readonly errorDetails: boolean;
  /** Names in errors of the token endpoint. @defaultValue "error" */
  readonly oauthErrorForm: "error" | "errorCode";
  /** Status of a body over 4 MB. @defaultValue 413 */
  readonly tooLargeStatus: 413 | 400;
  /** Status of an invalid or expired token. @defaultValue 403 */
  readonly badTokenStatus: 403 | 401 | 400;
  /** Status of a provisioned endpoint that is not ready. @defaultValue 503 */
  readonly notReadyStatus: 503 | 404;
  /** Overrides of `max_tokens` caps by endpoint. @defaultValue {} */
  readonly maxOutputTokens: Readonly<Record<string, number>>;
  /** Overrides of the default `max_tokens`, by endpoint. @defaultValue {} */
  readonly defaultMaxTokens: Readonly<Record<string, number>>;
}
