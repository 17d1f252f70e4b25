import { BlockList, isIP } from "node:net";
import { InvalidOptionError } from "@ragstone/core";
import { userHeader, userName } from "./user-header.js";
import type { VerifyUser } from "./user.js";

/** A reverse proxy that signs users in. It must remove these headers from what its clients send. */
export interface ProxyOptions {
  /** Addresses or networks (`10.0.0.0/8`) that the proxy's connections come from. Headers of others count for nothing. */
  readonly addresses: readonly string[];
  /** The user's name, most often an e-mail address. @defaultValue "x-forwarded-email" */
  readonly userHeader?: string;
  /** The user's groups, separated by commas. @defaultValue "x-forwarded-groups" */
  readonly groupsHeader?: string;
}

/**
 * Verifies users by the headers of a proxy.
 *
 * @throws {@link InvalidOptionError} for an address that is none
 */
export function proxyUser({
  addresses,
  userHeader: nameHeader = "x-forwarded-email",
  groupsHeader = "x-forwarded-groups",
}: ProxyOptions): VerifyUser {
  const trusted = addressList(addresses);
  return async (incoming) => {
    if (!isListed(trusted, incoming.socket.remoteAddress)) return null;
    const name = userHeader(incoming, nameHeader);
    if (name === null) return null;
    const groups = userHeader(incoming, groupsHeader)?.split(",") ?? [];
    return { name: userName(name), groups };
  };
}

function addressList(addresses: readonly string[]): BlockList {
  const list = new BlockList();
  if (addresses.length === 0) throw new InvalidOptionError("users.proxy.addresses", addresses, "at least one address");
  for (const text of addresses) {
    const [address = "", bits, ...rest] = text.split("/");
    const version = isIP(address);
    const prefix = bits === undefined ? (version === 4 ? 32 : 128) : Number(bits);
    const isNetwork =
      version !== 0 && rest.length === 0 && /^\d*$/u.test(bits ?? "") && prefix <= (version === 4 ? 32 : 128);
    if (!isNetwork || prefix === 0)
      throw new InvalidOptionError(
        "users.proxy.addresses",
        text,
        "an address such as 10.0.0.7 or a network such as 10.0.0.0/8",
      );
    list.addSubnet(address, prefix, version === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

function isListed(list: BlockList, remote: string | undefined): boolean {
  const address = (remote ?? "").replace(/^::ffff:(?=\d+\.)/iu, "");
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 4 ? "ipv4" : "ipv6");
}
