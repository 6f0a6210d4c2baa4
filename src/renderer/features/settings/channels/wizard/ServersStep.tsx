import { Button, Collapse, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { Discovery } from "#shared/model/mail-channel.ts";
import { ConnectionTest } from "../ConnectionTest.tsx";
import { ServerFields } from "../fields/ServerFields.tsx";
import { LoginFields } from "../LoginFields.tsx";
import { isUsable, mailboxOf, type MailboxDraft, withProposal } from "../mailbox-draft.ts";
import { ConnectNeeds } from "../ConnectNeeds.tsx";
import { TrustedCertificate } from "../TrustedCertificate.tsx";
import { type ConnectionTest as Test, isProven, type TestRequest } from "../use-connection-test.ts";
import type { SignIn } from "../use-sign-in.ts";
import { FoundNotice } from "./FoundNotice.tsx";
import { type Account, needsOf, secretOf } from "./wizard-state.ts";

/** Second step: how the mailbox is reached, and whether that works. */
export function ServersStep(props: {
  readonly account: Account;
  readonly draft: MailboxDraft;
  /** null: set up by hand. */
  readonly discovery: Discovery | null;
  readonly test: Test;
  readonly signIn: SignIn;
  readonly onDraft: (change: Partial<MailboxDraft>) => void;
  readonly onPassword: (password: string) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}) {
  const { t } = useI18n();
  const { account, draft, discovery, test, signIn } = props;
  const [chosen, setChosen] = useState(0);
  const [shown, setShown] = useState(discovery === null || discovery.proposals.length === 0);
  const [asked, setAsked] = useState(false);

  const secret = secretOf(draft, account.password, signIn.state.kind === "done" ? signIn.state.flow.id : null);
  const mailbox = isUsable(draft) ? mailboxOf(draft) : null;
  const request: TestRequest | null = mailbox === null || secret === null ? null : { mailbox, secret };
  const proven = isProven(test.state, request);
  const tried = test.state.kind === "done" || test.state.kind === "failed";

  const needs = needsOf(draft.imap.host, discovery);
  const showMissing = (): void => {
    setAsked(true);
    if (mailbox === null) setShown(true);
  };
  return (
    <Stack gap="md">
      {discovery === null ? null : (
        <FoundNotice
          discovery={discovery}
          address={account.address}
          chosen={chosen}
          withPassword={draft.auth.kind === "password"}
          onChoose={(index) => {
            const proposal = discovery.proposals[index];
            setChosen(index);
            if (proposal !== undefined) props.onDraft(withProposal(draft, proposal));
          }}
        />
      )}
      <ConnectNeeds
        key={needs}
        kind={needs}
        isUrgent={needs === "microsoft" && discovery !== null && !discovery.canSignIn}
      />
      <LoginFields
        draft={draft}
        address={account.address}
        provider={discovery?.canSignIn === true ? discovery.oauth : null}
        password={account.password}
        passwordLabel={t("mailbox.field.password")}
        signIn={signIn}
        missing={asked && secret === null}
        onChange={props.onDraft}
        onPassword={props.onPassword}
      />
      <div>
        <Button variant="subtle" size="compact-sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {t(shown ? "mailbox.servers.hide" : "mailbox.servers.show")}
        </Button>
        <Collapse expanded={shown}>
          <Stack gap="md" mt="xs">
            <ServerFields
              kind="imap"
              server={draft.imap}
              disabled={false}
              onChange={(imap) => props.onDraft({ imap })}
            />
            <ServerFields
              kind="smtp"
              server={draft.smtp}
              disabled={false}
              onChange={(smtp) => props.onDraft({ smtp })}
            />
          </Stack>
        </Collapse>
      </div>
      <TrustedCertificate
        pem={draft.trustedCertificate}
        disabled={false}
        onForget={() => props.onDraft({ trustedCertificate: null })}
      />
      <ConnectionTest
        test={test}
        request={request}
        onIncomplete={showMissing}
        onTrust={(pem) => {
          props.onDraft({ trustedCertificate: pem });
          if (request !== null) void test.run({ ...request, mailbox: { ...request.mailbox, trustedCertificate: pem } });
        }}
      />
      <Group gap="xs">
        <Button variant="default" size="sm" onClick={props.onBack}>
          {t("mailbox.wizard.back")}
        </Button>
        {proven || !tried ? (
          <Button size="sm" disabled={!proven} onClick={props.onNext}>
            {t("mailbox.wizard.next")}
          </Button>
        ) : (
          <Button variant="subtle" size="sm" onClick={request === null ? showMissing : props.onNext}>
            {t("mailbox.wizard.nextUntested")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
