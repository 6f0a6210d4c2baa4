import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { ErasurePlan } from "#shared/contract/data.ts";
import { Section } from "../form/Section.tsx";
import css from "./DataSettings.module.css";
import { LookFirst } from "./LookFirst.tsx";
import { useIsWorking, WorkPanel } from "./WorkPanel.tsx";

const cx = classNamesOf(css);

/** Says first what would go, then asks for the address once. */
export function EraseSection() {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const isWorking = useIsWorking();
  const [contact, setContact] = useState("");
  const [plan, setPlan] = useState<ErasurePlan | null>(null);
  const look = async () => {
    setPlan(null);
    const found = await asking.run(() => client.data.erasurePlan({ contact }));
    if (found !== undefined) setPlan(found);
  };
  return (
    <Section title={t("data.erase.title")} text={t("data.erase.text")}>
      <LookFirst
        asking={asking}
        onLook={look}
        disabled={contact.trim() === "" || isWorking}
        action={t("data.erase.look")}
        looking={t("data.erase.looking")}
      >
        <TextInput
          className={cx("path")}
          label={t("data.erase.contact")}
          placeholder={t("data.erase.contactHint")}
          value={contact}
          dir="ltr"
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setContact(event.currentTarget.value)}
        />
      </LookFirst>
      {plan === null ? null : <Plan key={plan.contactId} plan={plan} onClose={() => setPlan(null)} />}
      <WorkPanel whats={["erase"]} />
    </Section>
  );
}

function Plan({ plan, onClose }: { readonly plan: ErasurePlan; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const [typed, setTyped] = useState("");
  const isConfirmed = typed.trim().toLowerCase() === plan.confirm.trim().toLowerCase();
  const erase = async () => {
    const begun = await asking.run(() => client.data.erase({ contactId: plan.contactId, confirm: typed }));
    if (begun !== undefined) onClose();
  };
  const { messages, conversations, tickets, notes, files, fileBytes, sharedConversations, messagesOfOthers, outbox } =
    plan;
  return (
    <div className={cx("plan")}>
      <p className={cx("sentence")}>
        <strong>
          {t("data.erase.who", { name: plan.name || plan.confirm, addresses: plan.addresses.join(", ") })}
        </strong>
      </p>
      <p className={cx("line")}>{t("data.erase.goes", { messages, conversations, tickets, notes })}</p>
      <p className={cx("line")}>{t("data.erase.files", { files, size: Math.ceil(fileBytes / 1024 ** 2) })}</p>
      {sharedConversations === 0 ? null : (
        <p className={cx("line")}>
          {t("data.erase.shared", { conversations: sharedConversations, messages: messagesOfOthers })}
        </p>
      )}
      {outbox === 0 ? null : <p className={cx("line")}>{t("data.erase.outbox", { count: outbox })}</p>}
      <p className={cx("line")}>{t("data.erase.stays")}</p>
      <p className={cx("line")}>{t("data.erase.elsewhere")}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed) void erase();
        }}
      >
        <Group gap="sm" align="flex-end" mt="sm">
          <TextInput
            className={cx("path")}
            label={t("data.erase.confirm", { address: plan.confirm })}
            value={typed}
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" color="red.9" disabled={!isConfirmed} loading={asking.isBusy}>
            {t("data.erase.action")}
          </Button>
        </Group>
      </form>
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
    </div>
  );
}
