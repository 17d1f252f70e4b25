import type { OnEvent, RetryPolicy } from "@ragstone/core";
import type { ModelLimits } from "../catalogue/model-limits.js";
import type { Price } from "../catalogue/prices.js";
import type { Clock } from "../limits/clock.js";
import type { EndpointMemory } from "./endpoint-memory.js";
import type { SignIn } from "../sign-in/sign-in.js";
import type { SignInOptions } from "../sign-in/sign-in-options.js";

/** How a workspace is reached, and what to assume about it. */
export interface WorkspaceOptions extends SignInOptions {
  /** A sign-in that was resolved before, in place of the other sign-in options. */
  readonly signIn?: SignIn;
  /** Limits of this workspace by endpoint or short name, in place of the catalogue's. */
  readonly limits?: Readonly<Record<string, ModelLimits>>;
  /** Prices by endpoint or short name, over the built-in table. */
  readonly prices?: Readonly<Record<string, Price>>;
  /**
   * Labels of every model request, such as a project's name, for the usage system table of the workspace. Foundation and
   * external models accept them.
   *
   * @defaultValue none
   */
  readonly usageContext?: Readonly<Record<string, string>>;
  /** @defaultValue core's: 10 attempts, 1 s doubling to 60 s, 300 s in all, attempts included, as Databricks' SDK gives up after 300 s */
  readonly retry?: RetryPolicy;
  /**
   * Time for one attempt, and for a stream the longest silence; comments that keep a connection open are silence.
   *
   * @defaultValue 130000, above the 120 s that the service gives a request (Model Serving limits)
   */
  readonly timeoutMs?: number;
  /**
   * Longest time of a streamed answer from its request to its end, even if data keeps arriving.
   *
   * @defaultValue 300000, above the 120 s that the service gives a request
   */
  readonly streamTimeoutMs?: number;
  /** Time without data after which a notice `service-silent` says what is waited for. @defaultValue 10000 */
  readonly silenceNoticeMs?: number;
  /** Longest wait for a provisioned endpoint that is scaling up. @defaultValue 900000 */
  readonly readyTimeoutMs?: number;
  /** First pause between two looks at such an endpoint. @defaultValue 5000 */
  readonly readyPollMs?: number;
  /** Keeps findings about endpoints, so that later processes need not measure them. @defaultValue none */
  readonly memory?: EndpointMemory;
  readonly onEvent?: OnEvent;
  /** @defaultValue the system's */
  readonly clock?: Clock;
}
