import { z } from "zod";

/** The JSON of every failed request, as the command prints errors. */
export const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
});
