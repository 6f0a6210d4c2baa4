import { Anchor, Button, Collapse, SegmentedControl } from "@mantine/core";
import { useId, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MessageKey } from "#shared/i18n/index.ts";
import css from "./ConnectNeeds.module.css";

const cx = classNamesOf(css);

/** Whose mailbox it is, as far as that changes what has to be done first. */
const NEEDS_KINDS = ["google", "microsoft", "own", "others"] as const;
export type NeedsKind = (typeof NEEDS_KINDS)[number];

type Need = {
  readonly text: MessageKey & `mailbox.needs.${"google" | "microsoft" | "own" | "others"}.${string}`;
  /** A page of the provider, where it is done or explained. */
  readonly page?: string;
};

/** Looked up on 30 November 2026. What a provider changes is changed here. */
const NEEDS: Readonly<Record<NeedsKind, readonly Need[]>> = {
  google: [
    { text: "mailbox.needs.google.appPassword", page: "https://myaccount.google.com/apppasswords" },
    { text: "mailbox.needs.google.notAvailable", page: "https://support.google.com/accounts/answer/185833" },
    { text: "mailbox.needs.google.imap", page: "https://support.google.com/mail/answer/7126229" },
    { text: "mailbox.needs.google.client", page: "https://developers.google.com/identity/protocols/oauth2/native-app" },
  ],
  microsoft: [
    { text: "mailbox.needs.microsoft.noPasswords" },
    {
      text: "mailbox.needs.microsoft.client",
      page: "https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
    },
    {
      text: "mailbox.needs.microsoft.admin",
      page: "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission",
    },
    {
      text: "mailbox.needs.microsoft.smtp",
      page: "https://techcommunity.microsoft.com/blog/exchange/updated-exchange-online-smtp-auth-basic-authentication-deprecation-timeline/4489835",
    },
    { text: "mailbox.needs.microsoft.outlook" },
  ],
  own: [
    { text: "mailbox.needs.own.ports" },
    { text: "mailbox.needs.own.username" },
    { text: "mailbox.needs.own.certificate" },
    {
      text: "mailbox.needs.own.exchange",
      page: "https://learn.microsoft.com/exchange/clients/pop3-and-imap4/configure-imap4",
    },
    { text: "mailbox.needs.own.network" },
  ],
  others: [
    { text: "mailbox.needs.others.appPassword" },
    { text: "mailbox.needs.others.imapOff" },
    { text: "mailbox.needs.others.proton", page: "https://proton.me/mail/bridge" },
  ],
};

/** What has to be done at the provider before its mailbox can be connected. */
export function ConnectNeeds(props: {
  /** null: not known yet, so the person chooses. */
  readonly kind: NeedsKind | null;
  /** Whether it is shown unasked: without it the connection will fail. */
  readonly isUrgent?: boolean;
}) {
  const { t } = useI18n();
  const [isShown, setShown] = useState(props.isUrgent === true);
  const [chosen, setChosen] = useState<NeedsKind>("google");
  const kind = props.kind ?? chosen;
  const id = useId();
  return (
    <section className={cx("needs")} aria-label={t("mailbox.needs.title")}>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isShown}
        aria-controls={id}
        onClick={() => setShown(!isShown)}
      >
        {props.kind === null
          ? t("mailbox.needs.title")
          : t("mailbox.needs.of", { kind: t(`mailbox.needs.kind.${kind}`) })}
      </Button>
      <Collapse expanded={isShown} id={id}>
        {props.kind === null ? (
          <SegmentedControl
            className={cx("kinds")}
            size="xs"
            aria-label={t("mailbox.needs.title")}
            data={NEEDS_KINDS.map((value) => ({ value, label: t(`mailbox.needs.kind.${value}`) }))}
            value={kind}
            onChange={(value) => setChosen(NEEDS_KINDS.find((one) => one === value) ?? kind)}
          />
        ) : null}
        <ul className={cx("list")}>
          {NEEDS[kind].map(({ text, page }) => (
            <li key={text}>
              {t(text)}{" "}
              {page === undefined ? null : (
                <Anchor href={page} target="_blank" rel="noopener noreferrer" inherit>
                  {t("mailbox.needs.page", { host: new URL(page).hostname })}
                </Anchor>
              )}
            </li>
          ))}
        </ul>
      </Collapse>
    </section>
  );
}
