import { Button, Select, Table } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { usePages } from "#renderer/state/use-pages.ts";
import type { AuditEntry } from "#shared/contract/account-views.ts";
import { AUDIT_ACTIONS, AuditAction } from "#shared/model/account.ts";
import { UserId } from "#shared/model/ids.ts";
import { AddressWords } from "./AddressWords.tsx";
import { NeedsTeam } from "./NeedsTeam.tsx";
import { useAnswer } from "./use-answer.ts";
import css from "./UserSettings.module.css";

const cx = classNamesOf(css);

/** Who did what with accounts, newest first; of one person, of one kind. */
export function AuditTab() {
  const { t } = useI18n();
  const { client } = useDesk();
  // Asked once, so that a desk without a server says so in place of an empty list.
  const { answer } = useAnswer(useCallback(() => client.accounts.auditLog({ limit: 1 }), [client]));
  return (
    <NeedsTeam answer={answer} why={t("audit.noTeam")}>
      {() => <Log />}
    </NeedsTeam>
  );
}

function Log() {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const now = useNow();
  const users = useDeskState((state) => state.setup.users);
  const [userId, setUserId] = useState<UserId | null>(null);
  const [action, setAction] = useState<AuditAction | null>(null);
  const load = useCallback(
    (cursor: string | undefined) =>
      client.accounts.auditLog({
        ...(cursor === undefined ? {} : { cursor }),
        ...(userId === null ? {} : { userId }),
        ...(action === null ? {} : { action }),
      }),
    [client, userId, action],
  );
  const list = usePages<AuditEntry>(load, idOf);
  const { loadMore, isStarting } = list;
  useEffect(() => {
    if (isStarting) loadMore();
  }, [isStarting, loadMore]);
  const nameOf = (id: string | null) =>
    id === null ? "" : (users.find((user) => user.id === id)?.name ?? t("ticket.name.formerUser"));
  const actorOf = ({ actor }: AuditEntry) =>
    actor.kind === "user" ? nameOf(actor.userId) : t(`audit.actor.${actor.kind}`);
  return (
    <>
      <div className={cx("filters")}>
        <Select
          aria-label={t("audit.person")}
          placeholder={t("audit.everybody")}
          clearable
          searchable
          data={users.map(({ id, name }) => ({ value: id, label: name }))}
          value={userId}
          onChange={(value) => setUserId(UserId.nullable().parse(value))}
        />
        <Select
          aria-label={t("audit.what")}
          placeholder={t("audit.everything")}
          clearable
          searchable
          w={260}
          data={AUDIT_ACTIONS.map((value) => ({ value, label: t(`audit.action.${value}`) }))}
          value={action}
          onChange={(value) => setAction(AuditAction.nullable().parse(value))}
        />
      </div>
      {list.isComplete && list.items.length === 0 ? <p className={cx("text")}>{t("audit.empty")}</p> : null}
      {list.items.length === 0 ? null : (
        <Table verticalSpacing="xs" className={cx("table")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("audit.when")}</Table.Th>
              <Table.Th>{t("audit.who")}</Table.Th>
              <Table.Th>{t("audit.what")}</Table.Th>
              <Table.Th>{t("audit.about")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.items.map((entry) => (
              <Table.Tr key={entry.id}>
                <Table.Td className={cx("short")} title={formatAbsolute(entry.atEpochMs, language)}>
                  {formatMoment(entry.atEpochMs, now, language)}
                </Table.Td>
                <Table.Td>
                  <div className={cx("words")}>{actorOf(entry)}</div>
                  {entry.address === "" ? null : <div className={cx("faint")}>{entry.address}</div>}
                </Table.Td>
                <Table.Td>{t(`audit.action.${entry.action}`)}</Table.Td>
                <Table.Td className={cx("words")}>
                  <AddressWords text={[nameOf(entry.userId), entry.detail].filter((word) => word !== "").join(" · ")} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {list.isComplete || isStarting ? null : (
        <Button variant="default" mt="sm" onClick={loadMore}>
          {t("inbox.loadMore")}
        </Button>
      )}
    </>
  );
}

function idOf(entry: AuditEntry): string {
  return entry.id;
}
