/** What the steps of adding a mailbox have in common, and where an answer of the core belongs. Pure. */
import type { MailSecret } from "#shared/contract/channels.ts";
import type { Discovery } from "#shared/model/mail-channel.ts";
import type { NeedsKind } from "../ConnectNeeds.tsx";
import { draftFor, isAddress, type MailboxDraft, type ProblemKey, withProposal } from "../mailbox-draft.ts";

export type Account = { readonly name: string; readonly address: string; readonly password: string };
export const STEPS = ["account", "servers", "mail"] as const;
export type Step = (typeof STEPS)[number];

export type AccountProblems = { readonly [field in keyof Account]?: ProblemKey };

export function accountProblems({ name, address }: Account): AccountProblems {
  return {
    ...(name.trim() === "" ? { name: "mailbox.problem.name" } : {}),
    ...(isAddress(address) ? {} : { address: "mailbox.problem.address" }),
  };
}

/** The draft to begin with: the best that was found, signed in as the provider prefers. */
export function draftOfDiscovery(account: Account, discovery: Discovery | null): MailboxDraft {
  const draft = draftFor(account.address.trim(), account.name.trim());
  const [best] = discovery?.proposals ?? [];
  const proposed = best === undefined ? draft : withProposal(draft, best);
  // Without a client id of this desk's the sign-in would only fail.
  const provider = discovery?.canSignIn === true ? discovery.oauth : null;
  return provider === null || best === undefined ? proposed : { ...proposed, auth: { kind: "oauth2", provider } };
}

/** What proves who the desk is; null where the person hasn't given it yet. */
export function secretOf(draft: MailboxDraft, password: string, flowId: string | null): MailSecret | null {
  if (draft.auth.kind === "oauth2") return flowId === null ? null : { kind: "oauth2", flowId };
  return password === "" ? null : { kind: "password", password: withoutGaps(password) };
}

/** Google shows app passwords in four groups of four letters, and its servers want them in one. */
function withoutGaps(password: string): string {
  return /^\s*(?:[a-z]{4}\s){3}[a-z]{4}\s*$/iu.test(password) ? password.replaceAll(/\s/gu, "") : password;
}

/** Whose mailbox it is, by who was found and by the server that was entered. */
export function needsOf(imapHost: string, discovery: Discovery | null): NeedsKind {
  const host = imapHost.trim().toLowerCase();
  if (/(?:^|\.)(?:gmail|googlemail|google)\.com$/u.test(host)) return "google";
  if (/(?:^|\.)(?:office365|outlook|hotmail|live)\.com$/u.test(host)) return "microsoft";
  return discovery === null || discovery.provider === "" ? "own" : "others";
}

/** The step that has the field which the core's answer is about; null where it names none. */
export function stepOfIssue(path: string): Step | null {
  if (path === "name" || path === "address") return "account";
  if (/^(?:mailbox\.(?:imap|smtp|auth|trustedCertificate)|secret)\b/u.test(path)) return "servers";
  return path.startsWith("mailbox.") || path.startsWith("aliases") || path === "stageId" ? "mail" : null;
}
