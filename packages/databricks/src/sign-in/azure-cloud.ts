import type { Settings } from "./settings.js";

/** Application id of Azure Databricks in every tenant (databricks-sdk-py, environments.py). */
export const databricksResource = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

interface AzureCloud {
  readonly name: string;
  readonly suffix: string;
  readonly loginHost: string;
}

const publicCloud: AzureCloud = {
  name: "PUBLIC",
  suffix: ".azuredatabricks.net",
  loginHost: "https://login.microsoftonline.com",
};

/** Clouds of Azure by the domain of their workspaces (same file). */
const clouds: readonly AzureCloud[] = [
  publicCloud,
  { name: "USGOVERNMENT", suffix: ".databricks.azure.us", loginHost: "https://login.microsoftonline.us" },
  { name: "CHINA", suffix: ".databricks.azure.cn", loginHost: "https://login.chinacloudapi.cn" },
];

/** The cloud of a workspace: of its domain, else as `ARM_ENVIRONMENT` names it, else the public one. */
export function azureCloud(host: string, settings: Settings): AzureCloud {
  const named = settings.get("azure_environment")?.value.toUpperCase();
  return byDomain(host) ?? clouds.find(({ name }) => name === named) ?? publicCloud;
}

/** Whether a workspace is on Azure, by its domain or by a setting that only workspaces on Azure have. */
export function isAzure(host: string, settings: Settings): boolean {
  return byDomain(host) !== undefined || settings.has("azure_workspace_resource_id");
}

function byDomain(host: string): AzureCloud | undefined {
  const { hostname } = new URL(host);
  return clouds.find(({ suffix }) => hostname.endsWith(suffix));
}
