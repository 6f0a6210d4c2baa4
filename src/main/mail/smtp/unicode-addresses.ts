/**
 * Addresses of a mail that only a server with SMTPUTF8 can carry (RFC 6531): letters beyond ASCII before the @. Behind it they are written as A-labels,
 * which every server carries.
 */
export function unicodeAddresses({ from, to }: { readonly from: string; readonly to: readonly string[] }): string[] {
  return [from, ...to].filter((address) => /[^\p{ASCII}]/u.test(address));
}

/** @param greeting the answer to EHLO; after HELO there are no extensions */
export function carriesUnicode(greeting: string): boolean {
  return /^250[ -]SMTPUTF8(?:\s|$)/imu.test(greeting);
}
