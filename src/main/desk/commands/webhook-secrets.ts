/**
 * Secrets that webhooks are signed with, by name. All of them are one entry of the machine's secrets, so that the list of names can't differ from what is
 * kept. They can be set and deleted, and never be read back.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { notFound, PipedeskError } from "#shared/errors/pipedesk-error.ts";
import type { Actor, DeskContext } from "../context.ts";
import type { Secrets } from "../secrets.ts";
import { requireAutomationAccess } from "./command.ts";

const ENTRY = "webhooks";

/** What Standard Webhooks puts before a key in base64. */
const PREFIX = "whsec_";

/** 24 to 64 bytes are what it allows. */
const GENERATED_BYTES = 32;
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

/** More receivers than one desk has. */
const MAX_SECRETS = 200;

const Kept = z.record(z.string(), z.object({ secret: z.string(), createdAtEpochMs: z.number() }));
type Kept = z.infer<typeof Kept>;

export type WebhookSecretsDeps = { readonly context: DeskContext; readonly secrets: Secrets };

/** The names, in the order of the alphabet. @throws PD_SECRETS_FAILED */
export async function listWebhookSecrets(
  secrets: Secrets,
): Promise<{ readonly name: string; readonly createdAtEpochMs: number }[]> {
  return Object.entries(await read(secrets))
    .map(([name, { createdAtEpochMs }]) => ({ name, createdAtEpochMs }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Keeps a secret under a name, in place of the one that may be there.
 * @param given absent: one is made, and this is the only time that it is told
 * @throws PD_ACCESS_PERMISSION (A3), PD_WEBHOOK_SECRET for what is no key, PD_SECRETS_FAILED
 */
export async function setWebhookSecret(
  { context, secrets }: WebhookSecretsDeps,
  actor: Actor,
  name: string,
  given: string | undefined,
): Promise<{ readonly name: string; readonly createdAtEpochMs: number; readonly secret: string | null }> {
  requireAutomationAccess(actor);
  const secret = given ?? `${PREFIX}${randomBytes(GENERATED_BYTES).toString("base64")}`;
  keyOf(name, secret);
  const createdAtEpochMs = context.clock.nowEpochMs();
  await change(context, secrets, (kept) => {
    if (!kept.has(name) && kept.size >= MAX_SECRETS)
      throw new PipedeskError("PD_INPUT_TOO_LARGE", `A desk keeps at most ${MAX_SECRETS} secrets.`);
    kept.set(name, { secret, createdAtEpochMs });
  });
  return { name, createdAtEpochMs, secret: given === undefined ? secret : null };
}

/** @throws PD_ACCESS_PERMISSION (A3), PD_DESK_NOT_FOUND, PD_SECRETS_FAILED */
export async function deleteWebhookSecret(
  { context, secrets }: WebhookSecretsDeps,
  actor: Actor,
  name: string,
): Promise<void> {
  requireAutomationAccess(actor);
  await change(context, secrets, (kept) => {
    if (!kept.delete(name)) throw notFound("secret", name);
  });
}

/** The key to sign with. @throws PD_WEBHOOK_SECRET where there is none of that name, PD_SECRETS_FAILED */
export async function signingKeyOf(secrets: Secrets, name: string): Promise<Buffer> {
  const kept = new Map(Object.entries(await read(secrets))).get(name);
  if (!kept)
    throw new PipedeskError("PD_WEBHOOK_SECRET", `There is no secret "${name}" on this machine.`, {
      details: { what: "secret", id: name },
    });
  return keyOf(name, kept.secret);
}

/** With the prefix, the bytes that the base64 behind it stands for; else those of the text itself, as receivers with secrets of their own take them. */
function keyOf(name: string, secret: string): Buffer {
  const isStandard = secret.startsWith(PREFIX);
  const key = isStandard ? Buffer.from(secret.slice(PREFIX.length), "base64") : Buffer.from(secret, "utf8");
  const isWhole =
    !isStandard || key.toString("base64").replaceAll("=", "") === secret.slice(PREFIX.length).replaceAll("=", "");
  if (isWhole && key.length >= MIN_KEY_BYTES && (!isStandard || key.length <= MAX_KEY_BYTES)) return key;
  const reason = `A secret has at least ${MIN_KEY_BYTES} bytes; after ${PREFIX} it is base64 of at most ${MAX_KEY_BYTES}.`;
  throw new PipedeskError("PD_WEBHOOK_SECRET", `The secret "${name}" can't be used. ${reason}`, {
    details: { what: "secret", id: name, reason },
  });
}

async function read(secrets: Secrets): Promise<Kept> {
  const text = await secrets.get(ENTRY);
  if (text === null) return {};
  try {
    return Kept.parse(JSON.parse(text));
  } catch (cause) {
    throw new PipedeskError("PD_SECRETS_FAILED", "The kept secrets of webhooks can't be read.", { cause });
  }
}

/** In the queue: two changes at once would lose one of them. */
function change(
  context: DeskContext,
  secrets: Secrets,
  work: (kept: Map<string, Kept[string]>) => void,
): Promise<void> {
  return context.queue.run(async () => {
    const kept = new Map(Object.entries(await read(secrets)));
    work(kept);
    await secrets.set(ENTRY, JSON.stringify(Object.fromEntries(kept)));
  });
}
