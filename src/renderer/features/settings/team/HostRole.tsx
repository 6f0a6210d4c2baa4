import { Button, Group } from "@mantine/core";
import { modals } from "@mantine/modals";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { Section } from "../form/Section.tsx";
import { useSaving } from "../form/use-saving.ts";
import { useHostWho } from "./use-host-who.ts";

/** Who sends the team's mail and keeps its timers: a machine can, while the server is gone, and that is given back from anywhere. Nothing where there is nothing to decide. */
export function HostRole({ isServerAway }: { readonly isServerAway: boolean }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const saving = useSaving();
  const mayChange = useMayChange();
  const who = useHostWho();
  if (!mayChange || (who === "server" && !isServerAway)) return null;
  const take = () =>
    modals.openConfirmModal({
      title: t("team.host.take.title"),
      children: t("team.host.take.sure"),
      labels: { confirm: t("team.host.take"), cancel: t("shell.cancel") },
      onConfirm: () =>
        void saving.run(async () => {
          await client.desk.promote();
          toasts.done(t("team.host.taken"));
        }),
    });
  const handBack = () =>
    void saving.run(async () => {
      await client.desk.handBack();
      toasts.done(t("team.host.handedBack"));
    });
  return (
    <Section title={t("team.facts.host")} text={t(`team.host.${who}`)}>
      <Group gap="xs">
        <Button variant="default" loading={saving.state.kind === "saving"} onClick={who === "server" ? take : handBack}>
          {t(who === "server" ? "team.host.take" : "team.host.handBack")}
        </Button>
        {saving.state.kind === "failed" ? <SavedMark state={saving.state} /> : null}
      </Group>
    </Section>
  );
}
