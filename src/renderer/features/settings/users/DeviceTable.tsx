import { Button, Table } from "@mantine/core";
import { modals } from "@mantine/modals";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { DeviceView } from "#shared/contract/account-views.ts";
import css from "./UserSettings.module.css";

const cx = classNamesOf(css);

/** Machines that have a copy of the desk. Revoking says what it does before it does it. */
export function DeviceTable(props: {
  readonly devices: readonly DeviceView[];
  /** Whose they are is told where they are of several people. */
  readonly withOwner: boolean;
  readonly onRevoke: (id: DeviceView["id"]) => Promise<unknown>;
  readonly onChanged: () => void;
}) {
  const { t } = useI18n();
  const toasts = useToasts();
  const users = useDeskState((state) => state.setup.users);
  const ask = ({ id, name }: DeviceView) =>
    modals.openConfirmModal({
      title: t("devices.revoke.title", { name }),
      children: t("devices.revoke.text"),
      labels: { confirm: t("devices.revoke"), cancel: t("shell.cancel") },
      confirmProps: { color: "red.9" },
      onConfirm: () =>
        void props.onRevoke(id).then(
          () => {
            props.onChanged();
            toasts.done(t("devices.revoke.done", { name }));
          },
          (error: unknown) => toasts.failed(error),
        ),
    });
  return (
    <Table verticalSpacing="xs" className={cx("table")}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("devices.name")}</Table.Th>
          {props.withOwner ? <Table.Th>{t("devices.owner")}</Table.Th> : null}
          <Table.Th>{t("devices.lastSeen")}</Table.Th>
          <Table.Td w={40} />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.devices.map((device) => (
          <Table.Tr key={device.id}>
            <Table.Td>
              <div className={cx("words")}>{device.name}</div>
              {device.address === "" ? null : <div className={cx("faint")}>{device.address}</div>}
            </Table.Td>
            {props.withOwner ? (
              <Table.Td>{users.find(({ id }) => id === device.userId)?.name ?? t("ticket.name.formerUser")}</Table.Td>
            ) : null}
            <Table.Td>
              {device.lastSeenAtEpochMs === null ? (
                <span className={cx("faint")}>{t("users.never")}</span>
              ) : (
                <RelativeTime atEpochMs={device.lastSeenAtEpochMs} />
              )}
            </Table.Td>
            <Table.Td>
              {device.revoked === null ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t("devices.revoke.of", { name: device.name })}
                  onClick={() => ask(device)}
                >
                  {t("devices.revoke")}
                </Button>
              ) : (
                <span className={cx("faint")}>{t("devices.revoked")}</span>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
