import { ActionIcon, Button, Group, Modal, MultiSelect, Stack, Table, Text, TextInput, Tooltip } from "@mantine/core";
import { IconPencil, IconPlus, IconUsersGroup } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import type { TeamView } from "#shared/contract/teams.ts";
import { UserId } from "#shared/model/ids.ts";
import { hasLeft } from "#shared/rules/access/roles.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import css from "./UserSettings.module.css";

const cx = classNamesOf(css);

/** Teams: whom workflows name together when they notify or share tickets out. */
export function TeamsTab() {
  const { t } = useI18n();
  const mayChange = useMayChange();
  const teams = useDeskState((state) => state.setup.teams);
  const [opened, setOpened] = useState<TeamView | "new" | null>(null);
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={14} />} flex="none" onClick={() => setOpened("new")}>
      {t("teams.add")}
    </Button>
  ) : null;
  return (
    <>
      {teams.length === 0 ? (
        <EmptyState
          icon={<IconUsersGroup size={32} stroke={1.5} />}
          title={t("teams.empty.title")}
          text={t("teams.text")}
          action={add}
        />
      ) : (
        <>
          <div className={cx("head")}>
            <p className={cx("text")}>{t("teams.text")}</p>
            {add}
          </div>
          <Table verticalSpacing="xs" className={cx("table")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("users.column.name")}</Table.Th>
                <Table.Th>{t("teams.members")}</Table.Th>
                <Table.Td w={40} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {teams.map((team) => (
                <Table.Tr key={team.id}>
                  <Table.Td className={cx("words")}>{team.name}</Table.Td>
                  <Table.Td>
                    <Members ids={team.userIds} />
                  </Table.Td>
                  <Table.Td>
                    {mayChange ? (
                      <Tooltip label={t("teams.edit", { name: team.name })}>
                        <ActionIcon aria-label={t("teams.edit", { name: team.name })} onClick={() => setOpened(team)}>
                          <IconPencil size={16} />
                        </ActionIcon>
                      </Tooltip>
                    ) : null}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </>
      )}
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={t(opened === "new" ? "teams.new" : "teams.editTitle")}
        closeButtonProps={{ "aria-label": t("shell.close") }}
        closeOnClickOutside={false}
      >
        {opened === null ? null : <TeamForm team={opened === "new" ? null : opened} onClose={() => setOpened(null)} />}
      </Modal>
    </>
  );
}

function Members({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useI18n();
  const users = useDeskState((state) => state.setup.users);
  const members = users.filter(({ id }) => ids.includes(id));
  if (members.length === 0) return <span className={cx("faint")}>{t("teams.nobody")}</span>;
  return (
    <div className={cx("members")}>
      {members.map((user) => (
        <span key={user.id} className={cx("member")}>
          <UserAvatar id={user.id} name={user.name} sizePx={20} />
          <Text span truncate inherit title={user.name}>
            {hasLeft(user) ? t("ticket.name.left", { name: user.name }) : user.name}
          </Text>
        </span>
      ))}
    </div>
  );
}

function TeamForm({ team, onClose }: { readonly team: TeamView | null; readonly onClose: () => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const saving = useSaving();
  const users = useDeskState((state) => state.setup.users);
  const [name, setName] = useState(team?.name ?? "");
  const [userIds, setUserIds] = useState<string[]>([...(team?.userIds ?? [])]);
  const [isRemoving, setRemoving] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    if (await saving.run(work)) onClose();
  };
  const save = () => {
    const values = { name: name.trim(), userIds: UserId.array().parse(userIds) };
    void run(() => (team === null ? client.teams.create(values) : client.teams.update({ id: team.id, ...values })));
  };
  const isBusy = saving.state.kind === "saving";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t("teams.name")}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MultiSelect
          label={t("teams.members")}
          searchable
          data={users
            .filter((user) => !hasLeft(user) || userIds.includes(user.id))
            .map((user) => ({
              value: user.id,
              label: hasLeft(user) ? t("ticket.name.left", { name: user.name }) : user.name,
            }))}
          value={userIds}
          onChange={setUserIds}
        />
        {isRemoving ? <Text>{t("teams.remove.text")}</Text> : null}
        <Group justify="flex-end" gap="xs">
          {team === null ? null : (
            <Button
              variant={isRemoving ? "filled" : "subtle"}
              color={isRemoving ? "red.9" : "red"}
              mr="auto"
              loading={isBusy && isRemoving}
              onClick={() => (isRemoving ? void run(() => client.teams.remove({ id: team.id })) : setRemoving(true))}
            >
              {t(isRemoving ? "teams.remove.sure" : "teams.remove")}
            </Button>
          )}
          <SavedMark
            state={
              isRemoving && saving.state.kind === "failed"
                ? { kind: "failed", text: t("teams.remove.inUse") }
                : saving.state
            }
          />
          <Button variant="default" onClick={onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={isBusy && !isRemoving} disabled={name.trim() === "" || isRemoving}>
            {t("users.form.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
