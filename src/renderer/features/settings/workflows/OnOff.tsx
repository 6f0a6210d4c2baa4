import { Button, Group, Modal, Radio, Stack, Switch, Text } from "@mantine/core";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { WhenOff, type WorkflowView } from "#shared/contract/workflows.ts";
import css from "../form/form.module.css";
import { SavedMark } from "../form/SavedMark.tsx";
import { useMayChange } from "../form/use-access.ts";
import { useSaving } from "../form/use-saving.ts";

const cx = classNamesOf(css);

/** The workflow's switch. Where tickets are in it, switching it off asks what becomes of them; while they are held, that can still be said. */
export function OnOff({ workflow }: { readonly workflow: WorkflowView }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const mayChange = useMayChange();
  const saving = useSaving();
  const [inIt, setInIt] = useState<number | null>(null);
  const { id, enabled, whenOff } = workflow;

  const turn = (on: boolean): void =>
    void saving.run(async () => {
      const count = on ? 0 : (await client.workflows.figures({ id })).ever.active;
      if (count > 0) setInIt(count);
      else await client.workflows.update({ id, enabled: on });
    });
  const decide = (runs: WhenOff): void => {
    setInIt(null);
    void saving.run(() => client.workflows.update({ id, enabled: false, runs }));
  };
  return (
    <>
      <div className={cx("setting")}>
        <Switch
          checked={enabled}
          disabled={!mayChange}
          onChange={(event) => turn(event.currentTarget.checked)}
          label={t("settings.workflow.on")}
          description={t("settings.workflow.onText")}
        />
        {inIt === null ? <SavedMark state={saving.state} /> : null}
      </div>
      {!enabled && whenOff !== undefined ? (
        <Group gap="xs" pb="xs">
          <Text size="sm">{t(whenOff === "hold" ? "settings.workflow.held" : "settings.workflow.ending")}</Text>
          {mayChange && whenOff === "hold" ? (
            <>
              <Button size="compact-xs" variant="light" onClick={() => decide("finish")}>
                {t("settings.workflow.letFinish")}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => decide("end")}>
                {t("settings.workflow.endThem")}
              </Button>
            </>
          ) : null}
        </Group>
      ) : null}
      <Modal
        opened={inIt !== null}
        onClose={() => setInIt(null)}
        title={t("settings.workflow.off.title", { workflow: workflow.name })}
        closeButtonProps={{ "aria-label": t("shell.close") }}
      >
        {inIt === null ? null : <Ask count={inIt} onClose={() => setInIt(null)} onDecide={decide} />}
      </Modal>
    </>
  );
}

function Ask(props: {
  readonly count: number;
  readonly onClose: () => void;
  readonly onDecide: (runs: WhenOff) => void;
}) {
  const { t } = useI18n();
  const [runs, setRuns] = useState<WhenOff>("hold");
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t("settings.workflow.off.text", { count: props.count })}
        value={runs}
        onChange={(value) => setRuns(WhenOff.parse(value))}
      >
        <Stack gap="xs" mt="xs">
          {(["hold", "finish", "end"] as const).map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`settings.workflow.off.${value}`)}
              description={t(`settings.workflow.off.${value}.text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onClose}>
          {t("shell.cancel")}
        </Button>
        <Button onClick={() => props.onDecide(runs)}>{t("settings.workflow.off.action")}</Button>
      </Group>
    </Stack>
  );
}
