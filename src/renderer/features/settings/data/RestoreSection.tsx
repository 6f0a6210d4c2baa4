import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { BackupFacts } from "#shared/contract/data.ts";
import { Section } from "../form/Section.tsx";
import { asFolder } from "./as-folder.ts";
import css from "./DataSettings.module.css";
import { LookFirst } from "./LookFirst.tsx";
import { PathField } from "./PathField.tsx";
import { useIsWorking, WorkPanel } from "./WorkPanel.tsx";

const cx = classNamesOf(css);

/** First it is looked into, then asked once. */
export function RestoreSection({ folder }: { readonly folder: string }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const isWorking = useIsWorking();
  const [path, setPath] = useState(asFolder(folder));
  const [facts, setFacts] = useState<BackupFacts | null>(null);
  const look = async () => {
    setFacts(null);
    const found = await asking.run(() => client.data.inspect({ path }));
    if (found !== undefined) setFacts(found);
  };
  return (
    <Section title={t("data.restore.title")} text={t("data.restore.text")}>
      <LookFirst
        asking={asking}
        onLook={look}
        disabled={path.trim() === "" || isWorking}
        action={t("data.restore.look")}
        looking={t("data.restore.looking")}
      >
        <PathField label={t("data.restore.from")} value={path} chooses="backup" onChange={setPath} />
      </LookFirst>
      <WorkPanel whats={["restore"]} />
      {facts === null ? null : <Confirm facts={facts} onClose={() => setFacts(null)} />}
    </Section>
  );
}

function Confirm({ facts, onClose }: { readonly facts: BackupFacts; readonly onClose: () => void }) {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const size = Math.ceil(facts.sizeBytes / 1024 ** 2);
  const restore = async () => {
    if ((await asking.run(() => client.data.restore({ path: facts.path }))) !== undefined) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("data.restore.confirm")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        <Text>
          {facts.madeAtEpochMs === null
            ? t("data.restore.unknown", { size })
            : t("data.restore.facts", {
                desk: facts.deskName,
                date: formatAbsolute(facts.madeAtEpochMs, language),
                tickets: facts.tickets,
                messages: facts.messages,
                people: facts.people,
                size,
              })}
        </Text>
        {facts.place === "member" ? <p className={cx("line")}>{t("data.restore.ofMember")}</p> : null}
        <p className={cx("line")}>{t("data.restore.text")}</p>
        <p className={cx("line")}>{t("data.restore.after")}</p>
        {asking.error === null ? null : <Refusal text={asking.error.text} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t("shell.cancel")}
          </Button>
          <Button color="red.9" loading={asking.isBusy} onClick={() => void restore()}>
            {t("data.restore.action")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
