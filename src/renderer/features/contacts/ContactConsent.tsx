import { useMayWrite } from "#renderer/state/use-access.ts";
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { nameOf } from "#renderer/components/person-name.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { dateFormat } from "#renderer/components/intl-formats.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { ContactView } from "#shared/contract/views.ts";
import { type Consent, MAX_CONSENT_REASON_CHARACTERS } from "#shared/model/person.ts";
import css from "./ContactDetail.module.css";

const cx = classNamesOf(css);

type Props = { readonly contact: ContactView; readonly onChanged: () => void };

/**
 * What a contact agreed to: whether they may be sent marketing, since when, and how that came about.
 * @rule E4
 */
export function ContactConsent({ contact, onChanged }: Props) {
  const mayWrite = useMayWrite();
  const { t, language } = useI18n();
  const [isAsked, setAsked] = useState(false);
  const change = useConsentChange(contact, onChanged);
  const { consents = [], marketingContact = false, unsubscribedAtEpochMs } = contact;
  const isOut = typeof unsubscribedAtEpochMs === "number";
  // Of one who was never asked there is nothing to say.
  if (!marketingContact && !isOut && consents.length === 0) return null;
  const date = (atEpochMs: number) => dateFormat(language, { dateStyle: "medium" }).format(atEpochMs);
  const agreed = consents.findLast(({ what }) => what === "agreed");
  const inOrder = consents.toSorted((a, b) => b.atEpochMs - a.atEpochMs);
  return (
    <section aria-label={t("consent.title")}>
      <h3 className={cx("heading")}>{t("consent.title")}</h3>
      <div className={cx("consent")}>
        <div>
          {isOut ? (
            <>
              <p className={cx("consentNow", "out")}>
                {t("consent.unsubscribed", { date: date(unsubscribedAtEpochMs) })}
              </p>
              <p className={cx("consentText")}>{t("consent.unsubscribed.text")}</p>
            </>
          ) : (
            <p className={cx("consentNow")}>
              {!marketingContact
                ? t("consent.notAgreed")
                : agreed === undefined
                  ? t("consent.agreed")
                  : t("consent.agreedSince", { date: date(agreed.atEpochMs) })}
            </p>
          )}
        </div>
        {!mayWrite ? null : isOut ? (
          <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
            {t("consent.resubscribe")}
          </Button>
        ) : marketingContact ? (
          <Button size="compact-sm" variant="default" onClick={() => void change(true, "")}>
            {t("consent.unsubscribe")}
          </Button>
        ) : null}
      </div>
      {inOrder.length === 0 ? null : (
        <details className={cx("consentHistory")}>
          <summary>{t("consent.history")}</summary>
          <ul>
            {inOrder.map((one, index) => (
              <ConsentLine key={index} consent={one} date={date(one.atEpochMs)} />
            ))}
          </ul>
        </details>
      )}
      <ResubscribeDialog
        name={nameOf(contact)}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onDone={(reason) => change(false, reason)}
      />
    </section>
  );
}

function ConsentLine({ consent, date }: { readonly consent: Consent; readonly date: string }) {
  const { t } = useI18n();
  const { what, how, userId, detail } = consent;
  const user = useDeskState((state) => state.setup.users.find(({ id }) => id === userId));
  const words = {
    mail: () => t("consent.by.mail", { address: detail }),
    link: () => t("consent.by.link"),
    user: () => t("consent.by.user", { name: user?.name ?? "–" }),
  };
  return (
    <li>
      {date}: {t(`consent.did.${what}`)}, {words[how]()}
      {how === "user" && detail !== "" ? <q dir="auto">{detail}</q> : null}
    </li>
  );
}

/** Subscribing somebody again asks on whose word. */
function ResubscribeDialog(props: {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: (reason: string) => Promise<boolean>;
}) {
  const { name, isOpen, onClose, onDone } = props;
  const { t } = useI18n();
  const [reason, setReason] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (reason.trim() === "" || !(await onDone(reason))) return;
    setReason("");
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t("consent.resubscribe.title", { name })}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <Text>{t("consent.resubscribe.text")}</Text>
          <TextInput
            data-autofocus
            required
            label={t("consent.reason")}
            maxLength={MAX_CONSENT_REASON_CHARACTERS}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t("shell.cancel")}
            </Button>
            <Button type="submit" disabled={reason.trim() === ""}>
              {t("consent.resubscribe")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Resolves to whether the desk took it. */
function useConsentChange({ id }: ContactView, onChanged: () => void) {
  const { client } = useDesk();
  const toasts = useToasts();
  return async (unsubscribed: boolean, consentReason: string): Promise<boolean> => {
    try {
      await client.contacts.update({ id, unsubscribed, consentReason });
      onChanged();
      return true;
    } catch (error) {
      toasts.failed(error);
      return false;
    }
  };
}
