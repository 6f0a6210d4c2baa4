import type { StandardHandlerOptions } from "@orpc/server/standard";
import type { CoreContext } from "../../rpc/desk-core.ts";

type Interceptor = NonNullable<StandardHandlerOptions<CoreContext>["interceptors"]>[number];

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(; ?charset=[\w-]+)?$/u;

/**
 * Sends every file as a download under its own name, never as a page of this origin: what customers send may be HTML or SVG with scripts.
 * Of what the core gives, only the type and the name are taken; the headers are made here.
 */
export const sendFilesAsDownloads: Interceptor = async (options) => {
  const result = await options.next();
  if (!result.matched || !(result.response.body instanceof Blob)) return result;
  const { body, status } = result.response;
  return {
    matched: true,
    response: {
      status,
      headers: { "content-disposition": attachmentNamed(body instanceof File ? body.name : "") },
      body: new Blob([body], { type: MEDIA_TYPE.test(body.type) ? body.type : "application/octet-stream" }),
    },
  };
};

/** `Content-Disposition` of a download (RFC 6266), the name for old clients in ASCII and for all others as it is (RFC 8187). */
function attachmentNamed(name: string): string {
  // A name is no path: browsers differ in what they make of separators, so none is sent. Lone surrogates can't be encoded.
  const plain = name.toWellFormed().replaceAll(/[/\\\p{Cc}]/gu, "_");
  if (plain === "") return "attachment";
  const ascii = plain.replaceAll(/[^\x20-\x7e]/gu, "_").replaceAll(/["%]/gu, "_");
  const encoded = encodeURIComponent(plain).replaceAll(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
