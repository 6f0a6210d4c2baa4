import { ActionIcon, Badge, Button, Table, Title, Tooltip } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import type { Route } from "#renderer/state/routes.ts";
import { usePageTitle } from "#renderer/state/use-shell.ts";
import type { UserView } from "#shared/contract/people.ts";
import type { UserId } from "#shared/model/ids.ts";
import { addressesOfUser } from "#shared/model/setup/user.ts";
import { PageFrame } from "../form/PageFrame.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { UserFormDialog } from "./UserForm.tsx";
import css from "./UserSettings.module.css";

const cx = classNamesOf(css);
const SETTINGS: Route = { page: "settings", section: null, id: null, tab: null };

/** Settings › Users: who answers here, and from which addresses they write. */
export function UserSettings() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const users = useDeskState((state) => state.setup.users);
  const [opened, setOpened] = useState<UserId | "new" | null>(null);
  usePageTitle(t("users.title"));
  return (
    <PageFrame
      path={[{ label: t("settings.title"), route: SETTINGS }]}
      title={<Title order={1}>{t("users.title")}</Title>}
      guarded
      guardedText={t("users.readOnly")}
    >
      <div className={cx("head")}>
        <p className={cx("text")}>{t("users.text")}</p>
        <Button leftSection={<IconPlus size={14} />} flex="none" disabled={!mayChange} onClick={() => setOpened("new")}>
          {t("users.add")}
        </Button>
      </div>
      <Table verticalSpacing="xs" className={cx("table")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("users.column.name")}</Table.Th>
            <Table.Th>{t("users.column.addresses")}</Table.Th>
            <Table.Th>{t("users.column.permissions")}</Table.Th>
            <Table.Td w={40} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} onEdit={() => setOpened(user.id)} />
          ))}
        </Table.Tbody>
      </Table>
      <UserFormDialog
        user={opened === "new" ? null : users.find(({ id }) => id === opened)}
        onClose={() => setOpened(null)}
      />
    </PageFrame>
  );
}

function UserRow({ user, onEdit }: { readonly user: UserView; readonly onEdit: () => void }) {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const isMe = useDeskState((state) => state.status?.me.id === user.id);
  const addresses = addressesOfUser(user);
  const label = t("users.edit", { name: user.name });
  return (
    <Table.Tr>
      <Table.Td>
        <span className={cx("name")}>
          <UserAvatar id={user.id} name={user.name} sizePx={24} />
          <span dir="auto">{user.name}</span>
          {isMe ? <span className={cx("faint")}>({t("users.you")})</span> : null}
          {user.away === true ? (
            <Badge size="sm" variant="light" color="gray">
              {t("users.away")}
            </Badge>
          ) : null}
        </span>
      </Table.Td>
      <Table.Td>
        {addresses.length === 0 ? (
          <span className={cx("faint")}>{t("users.noAddress")}</span>
        ) : (
          addresses.map((address) => (
            <div key={address} className={cx("address")}>
              {address}
            </div>
          ))
        )}
      </Table.Td>
      <Table.Td>
        {user.permissions.length === 0 ? (
          <span className={cx("faint")}>{t("settings.permission.none")}</span>
        ) : (
          user.permissions.map((permission) => t(`settings.permission.${permission}`)).join(", ")
        )}
      </Table.Td>
      <Table.Td>
        {mayChange || isMe ? (
          <Tooltip label={label}>
            <ActionIcon aria-label={label} onClick={onEdit}>
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}
