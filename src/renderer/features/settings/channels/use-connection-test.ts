import { useEffect, useRef, useState } from "react";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { failureText } from "#renderer/state/failure.ts";
import type { MailSecret } from "#shared/contract/channels.ts";
import type { ChannelId } from "#shared/model/ids.ts";
import type { MailboxCheck } from "#shared/model/mail-channel.ts";
import type { Mailbox } from "#shared/model/setup/mailbox.ts";

export type TestRequest = {
  readonly mailbox: Mailbox;
  readonly secret?: MailSecret;
  readonly channelId?: ChannelId;
};

export type TestState =
  | { readonly kind: "idle" | "running" | "stopped" }
  | { readonly kind: "done"; readonly check: MailboxCheck; readonly of: string }
  /** The core could not even try. */
  | { readonly kind: "failed"; readonly text: string };

export type ConnectionTest = {
  readonly state: TestState;
  readonly run: (request: TestRequest) => Promise<void>;
  readonly stop: () => void;
};

/** What a test was about: its outcome says nothing about other servers, nor about another login. */
export function testedOf({ mailbox, secret }: TestRequest): string {
  const { imap, smtp, auth, trustedCertificate } = mailbox;
  return JSON.stringify([imap, smtp, auth, trustedCertificate, secret ?? null]);
}

/** True where this very mailbox was tested and both halves work. */
export function isProven(state: TestState, request: TestRequest | null): boolean {
  return (
    state.kind === "done" &&
    request !== null &&
    state.of === testedOf(request) &&
    state.check.imap.ok &&
    state.check.smtp.ok
  );
}

/** Tests a mailbox's connection; one at a time, and none goes on when the screen is left. */
export function useConnectionTest(): ConnectionTest {
  const { client } = useDesk();
  const { t } = useI18n();
  const [state, setState] = useState<TestState>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (request: TestRequest): Promise<void> => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState({ kind: "running" });
    try {
      const check = await client.channels.test(request, { signal: abort.signal });
      if (!abort.signal.aborted) setState({ kind: "done", check, of: testedOf(request) });
    } catch (error) {
      if (!abort.signal.aborted) setState({ kind: "failed", text: failureText(error, t) });
    }
  };
  const stop = (): void => {
    running.current?.abort();
    setState({ kind: "stopped" });
  };
  return { state, run, stop };
}
