const RANDOM_BYTES = 12;

/** Names a picture inside a mail (RFC 2392): unguessable, so that two mails' pictures are never taken for each other. */
export function newContentId(random: Pick<Crypto, "getRandomValues">): string {
  const bytes = random.getRandomValues(new Uint8Array(RANDOM_BYTES));
  return `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}@pipedesk`;
}
