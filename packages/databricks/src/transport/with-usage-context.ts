/**
 * A request's JSON object with `usage_context`, which the usage system table repeats (databricks-sdk-py, serving.py);
 * unchanged without labels.
 */
export function withUsageContext(
  body: string | undefined,
  labels: Readonly<Record<string, string>>,
): string | undefined {
  if (body === undefined || Object.keys(labels).length === 0) return body;
  return JSON.stringify({ ...(JSON.parse(body) as object), usage_context: labels });
}
