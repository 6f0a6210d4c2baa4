import { createHmac } from "node:crypto";

/**
 * The headers of Standard Webhooks: what receivers' libraries verify. The signature is over id, time and body, so that none of them can be changed and
 * an old request can't be sent again later.
 * @param key null: unsigned
 */
export function webhookHeaders(
  id: string,
  body: string,
  key: Buffer | null,
  nowEpochMs: number,
): Record<string, string> {
  const timestamp = String(Math.floor(nowEpochMs / 1000));
  const plain = { "webhook-id": id, "webhook-timestamp": timestamp };
  if (key === null) return plain;
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { ...plain, "webhook-signature": `v1,${signature}` };
}
