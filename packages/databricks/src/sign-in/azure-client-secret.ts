import { askTokenEndpoint } from "./ask-token-endpoint.js";
import { azureCloud, databricksResource } from "./azure-cloud.js";
import { azureTenant } from "./azure-tenant.js";
import { cachedToken } from "./cached-token.js";
import { lacking } from "./lacking.js";
import type { SignInMethod } from "./sign-in-method.js";

/** A service principal of Microsoft Entra ID with a client secret. */
export const azureClientSecret: SignInMethod = {
  type: "azure-client-secret",
  async open({ settings, host, azureLoginHost }) {
    const id = settings.get("azure_client_id")?.value;
    const secret = settings.get("azure_client_secret");
    if (id === undefined || secret === undefined) return lacking(settings, ["azure_client_id", "azure_client_secret"]);
    const tenant = settings.get("azure_tenant_id")?.value ?? (await azureTenant(host));
    if (tenant === null) return lacking(settings, ["azure_tenant_id"]);
    const login = azureLoginHost ?? azureCloud(host, settings).loginHost;
    const secrets = [secret.value];
    const tokens = cachedToken(() =>
      askTokenEndpoint({
        url: `${login}/${encodeURIComponent(tenant)}/oauth2/token`,
        form: {
          grant_type: "client_credentials",
          client_id: id,
          client_secret: secret.value,
          resource: databricksResource,
        },
        credential: "Azure service principal",
        hint: "Check ARM_CLIENT_ID, ARM_CLIENT_SECRET and ARM_TENANT_ID.",
        secrets,
      }),
    );
    return { tokens, source: secret.source, secrets };
  },
};
