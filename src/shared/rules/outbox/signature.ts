/** What stands under the words of a person's mail. Pure. */

/** The writer's own signature; where they have none the mailbox's. '' for none. */
export function signatureFor(
  writer: { readonly signature?: string | undefined } | null,
  mailbox: { readonly signature: string } | null | undefined,
): string {
  return writer?.signature?.trim() || (mailbox?.signature ?? "").trim();
}

/** Whether somebody signed by hand, or by a snippet: it is not put there twice. */
export function isSigned(words: string, signature: string): boolean {
  const plain = (text: string) => text.replace(/\s+/gu, " ").trim();
  return signature !== "" && plain(words).endsWith(plain(signature));
}
