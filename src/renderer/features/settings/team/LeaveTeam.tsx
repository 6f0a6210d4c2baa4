import { Button, Group, Loader, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useAsking } from "#renderer/components/use-asking.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import type { Translate } from "#shared/i18n/index.ts";
import type { SyncView } from "#shared/contract/membership.ts";
import { Section } from "../form/Section.tsx";
import css from "./TeamSettings.module.css";

const cx = classNamesOf(css);
type Copy = "keep" | "erase";

/** How this machine leaves its team; the dialog says what goes with it. */
export function LeaveTeam({ sync }: { readonly sync: SyncView }) {
  const { t } = useI18n();
  const [isOpened, setOpened] = useState(false);
  return (
    <Section
      title={t("team.leave")}
      text={t("team.leave.text")}
      action={
        <Button variant="default" flex="none" onClick={() => setOpened(true)}>
          {t("team.leave.action")}
        </Button>
      }
    >
      <Modal
        opened={isOpened}
        onClose={() => setOpened(false)}
        title={t("team.leave.title", { desk: sync.deskName })}
        closeButtonProps={{ "aria-label": t("shell.close") }}
        closeOnClickOutside={false}
      >
        <LeaveForm sync={sync} onClose={() => setOpened(false)} />
      </Modal>
    </Section>
  );
}

function LeaveForm({ sync, onClose }: { readonly sync: SyncView; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const asking = useAsking();
  const [copy, setCopy] = useState<Copy>("keep");
  const [isLeft, setLeft] = useState(false);
  const losses = lossesOf(sync, copy, t);
  const leave = async () => {
    if ((await asking.run(() => client.membership.leave({ copy }))) !== undefined) setLeft(true);
  };
  if (isLeft)
    return (
      <Group gap="xs" role="status" wrap="nowrap">
        <Loader size="xs" />
        <Text>{t("team.left")}</Text>
      </Group>
    );
  return (
    <Stack gap="md">
      <Radio.Group
        aria-label={t("team.leave")}
        value={copy}
        onChange={(value) => setCopy(value === "erase" ? "erase" : "keep")}
      >
        <Stack gap="sm">
          <Radio
            size="sm"
            value="keep"
            data-autofocus
            label={t("team.leave.keep")}
            description={t("team.leave.keep.text")}
          />
          <Radio size="sm" value="erase" label={t("team.leave.erase")} description={t("team.leave.erase.text")} />
        </Stack>
      </Radio.Group>
      {losses.length === 0 ? null : (
        <ul className={cx("warnings")}>
          {losses.map((loss) => (
            <li key={loss}>{loss}</li>
          ))}
        </ul>
      )}
      {asking.error === null ? null : <Refusal text={asking.error.text} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("shell.cancel")}
        </Button>
        <Button {...(copy === "erase" ? { color: "red.9" } : {})} loading={asking.isBusy} onClick={() => void leave()}>
          {t(`team.leave.confirm.${copy}`)}
        </Button>
      </Group>
    </Stack>
  );
}

/** What is lost by leaving now, in words. */
function lossesOf({ waiting, fetched, refused }: SyncView, copy: Copy, t: Translate): readonly string[] {
  return [
    ...(waiting === null ? [t("team.leave.waitingMany")] : []),
    ...(waiting !== null && waiting > 0 ? [t("team.leave.waiting", { count: waiting })] : []),
    ...(copy === "keep" && fetched !== null ? [t("team.leave.notComplete")] : []),
    ...(refused > 0 ? [t("team.leave.refused", { count: refused })] : []),
  ];
}
