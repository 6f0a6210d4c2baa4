import { IconDevices } from "@tabler/icons-react";
import { useCallback } from "react";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { DeviceTable } from "./DeviceTable.tsx";
import { NeedsTeam } from "./NeedsTeam.tsx";
import { useAnswer } from "./use-answer.ts";

/** Everybody's machines with a copy of the desk. */
export function DevicesTab() {
  const { t } = useI18n();
  const { client } = useDesk();
  const { answer, reload } = useAnswer(useCallback(() => client.accounts.devices(), [client]));
  return (
    <NeedsTeam answer={answer} why={t("devices.noTeam")}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            icon={<IconDevices size={32} stroke={1.5} />}
            title={t("devices.empty.title")}
            text={t("devices.empty.text")}
          />
        ) : (
          <DeviceTable
            devices={items}
            withOwner
            onRevoke={(id) => client.accounts.revokeDevice({ id })}
            onChanged={reload}
          />
        )
      }
    </NeedsTeam>
  );
}
