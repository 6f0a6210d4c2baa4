import type { Observable } from "rxjs";
import type { MailSecret } from "#shared/contract/channels.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type {
  ChannelHealth,
  Discovery,
  MailboxCheck,
  MailFolder,
  OAuthFlow,
  ProtocolLine,
} from "#shared/model/mail-channel.ts";
import type { Mailbox, OAuthProvider } from "#shared/model/setup/mailbox.ts";

/** The desk's dealings with mail servers. Built with the core; does nothing until a host starts it. */
export type MailService = {
  /** Fetches and sends from now on. Does nothing when it has been started. */
  start(): void;
  /** B1: one for each channel with a mailbox. */
  health(): ChannelHealth[];
  /** Fires when a health has changed. */
  readonly changes: Observable<void>;
  diagnostics(id: ChannelId): ProtocolLine[];
  /** Finds the servers of an address; says so where nothing can be asked. */
  discover(address: string): Promise<Discovery>;
  /** @throws PD_MAILBOX_NONE where neither a secret is given nor kept */
  test(request: {
    readonly mailbox: Mailbox;
    readonly secret?: MailSecret | undefined;
    readonly channelId?: ChannelId | undefined;
  }): Promise<MailboxCheck>;
  /** @throws PD_MAILBOX_NONE, PD_MAILBOX_UNREACHABLE */
  folders(id: ChannelId): Promise<MailFolder[]>;
  /** Connects and fetches at once; the outcome shows in the health. @throws PD_MAILBOX_NONE */
  check(id: ChannelId): void;
  /** @throws PD_OAUTH_UNAVAILABLE */
  beginOAuth(provider: OAuthProvider, address?: string): Promise<OAuthFlow>;
  /** @throws PD_DESK_NOT_FOUND */
  oauth(flowId: string): OAuthFlow;
  /** Keeps what proves who the desk is for this channel. @throws PD_SECRETS_FAILED, PD_DESK_NOT_FOUND for an unknown sign-in */
  keepSecret(id: ChannelId, secret: MailSecret): Promise<void>;
  forgetSecret(id: ChannelId): Promise<void>;
  /** The network or the machine is back: whatever waits tries at once. */
  wake(): void;
  /** Ends what is being said to servers, within seconds, until it is started again: another machine is the host now (H2). */
  stop(): Promise<void>;
  /** Ends what is being said to servers, within seconds. What was not finished goes on at the next start. */
  close(): Promise<void>;
};
