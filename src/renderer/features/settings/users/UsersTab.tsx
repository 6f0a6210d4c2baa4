import { Badge, Button, Table } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { AccountView } from "#shared/contract/account-views.ts";
import type { UserView } from "#shared/contract/people.ts";
import type { UserId } from "#shared/model/ids.ts";
import { addressesOfUser } from "#shared/model/setup/user.ts";
import { hasLeft, roleOf } from "#shared/rules/access/roles.ts";
import { useAnswer } from "./use-answer.ts";
import { AddressWords } from "./AddressWords.tsx";
import { UserFormDialog } from "./UserForm.tsx";
import { UserMenu } from "./UserMenu.tsx";
import css from "./UserSettings.module.css";

const cx = classNamesOf(css);
const NOBODY: readonly AccountView[] = [];

/** Who answers here, and from which addresses they write; those who left last. */
export function UsersTab() {
  const { t } = useI18n();
  const { client } = useDesk();
  const mayChange = useMayChange();
  const users = useDeskState((state) => state.setup.users);
  const [opened, setOpened] = useState<UserId | "new" | null>(null);
  const ask = useCallback(
    async () => (mayChange ? (await client.accounts.list({})).items : NOBODY),
    [client, mayChange],
  );
  const { answer, reload } = useAnswer(ask);
  const accounts = answer.kind === "here" && answer.value.length > 0 ? answer.value : null;
  const shown = users.toSorted((a, b) => Number(hasLeft(a)) - Number(hasLeft(b)));
  return (
    <>
      <div className={cx("head")}>
        <p className={cx("text")}>{t("users.text")}</p>
        {mayChange ? (
          <Button leftSection={<IconPlus size={14} />} flex="none" onClick={() => setOpened("new")}>
            {t("users.add")}
          </Button>
        ) : null}
      </div>
      <Table verticalSpacing="xs" className={cx("table")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("users.column.name")}</Table.Th>
            <Table.Th>{t("users.column.addresses")}</Table.Th>
            <Table.Th>{t("users.role")}</Table.Th>
            {accounts === null ? null : <Table.Th className={cx("short")}>{t("users.column.signedIn")}</Table.Th>}
            <Table.Td w={40} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              isTeam={accounts !== null}
              account={accounts?.find(({ userId }) => userId === user.id)}
              onEdit={() => setOpened(user.id)}
              onChanged={reload}
            />
          ))}
        </Table.Tbody>
      </Table>
      <UserFormDialog
        user={opened === "new" ? null : users.find(({ id }) => id === opened)}
        onClose={() => {
          setOpened(null);
          reload();
        }}
      />
    </>
  );
}

function UserRow(props: {
  readonly user: UserView;
  readonly isTeam: boolean;
  readonly account: AccountView | undefined;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}) {
  const { user, account } = props;
  const { t } = useI18n();
  const mayChange = useMayChange();
  const isMe = useDeskState((state) => state.status?.me.id === user.id);
  const addresses = addressesOfUser(user);
  const left = hasLeft(user);
  return (
    <Table.Tr className={cx(left && "left")}>
      <Table.Td>
        <span className={cx("name")}>
          <UserAvatar id={user.id} name={user.name} sizePx={24} />
          <span className={cx("words")} dir="auto">
            {user.name}
          </span>
          {isMe ? <span className={cx("faint")}>({t("users.you")})</span> : null}
          {left ? <Mark text={t("users.left")} /> : null}
          {!left && user.away === true ? <Mark text={t("users.away")} /> : null}
          {account?.hasTotp === true ? <Mark text={t("users.twoFactor")} /> : null}
          {account?.state === "invited" ? <Mark text={t("users.invited")} /> : null}
        </span>
      </Table.Td>
      <Table.Td>
        {addresses.length === 0 ? (
          <span className={cx("faint")}>{t("users.noAddress")}</span>
        ) : (
          addresses.map((address) => (
            <div key={address} className={cx("address")}>
              <AddressWords text={address} />
            </div>
          ))
        )}
      </Table.Td>
      <Table.Td className={cx("short")}>
        {t(`users.role.${roleOf(user.permissions)}`)}
        {user.permissions.includes("move-backward") ? (
          <div className={cx("faint")}>{t("settings.permission.move-backward")}</div>
        ) : null}
      </Table.Td>
      {props.isTeam ? (
        <Table.Td className={cx("short")}>
          <LastSeen account={account} />
        </Table.Td>
      ) : null}
      <Table.Td>
        {mayChange || isMe ? (
          <UserMenu user={user} account={account} onEdit={props.onEdit} onChanged={props.onChanged} />
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

function LastSeen({ account }: { readonly account: AccountView | undefined }) {
  const { t } = useI18n();
  const atEpochMs = account?.lastSignedInAtEpochMs ?? null;
  if (typeof account?.lockedUntilEpochMs === "number") return t("users.locked");
  return atEpochMs === null ? (
    <span className={cx("faint")}>{t("users.never")}</span>
  ) : (
    <RelativeTime atEpochMs={atEpochMs} />
  );
}

function Mark({ text }: { readonly text: string }) {
  return (
    <Badge size="sm" variant="light" color="gray" flex="none">
      {text}
    </Badge>
  );
}
