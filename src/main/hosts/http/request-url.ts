import type { IncomingMessage } from "node:http";

/**
 * The address that a request asks for, on a host that stands for this one. Undefined for the forms of a request target that only proxies are sent
 * (RFC 9112 §3.2), and for what is no address.
 */
export function requestUrl(request: Pick<IncomingMessage, "url">): URL | undefined {
  const target = request.url ?? "";
  return target.startsWith("/") ? (URL.parse(`http://localhost${target}`) ?? undefined) : undefined;
}
