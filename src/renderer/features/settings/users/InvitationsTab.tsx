import { Button, Group, Modal, Select, Stack, Table, TextInput } from "@mantine/core";
import { IconMailPlus, IconPlus } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { EmptyState } from "#renderer/components/EmptyState.tsx";
import { formatMoment } from "#renderer/components/format-moment.ts";
import { formatAbsolute } from "#renderer/components/format-time.ts";
import { useNow } from "#renderer/components/use-now.ts";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { MAILBOX_ADDRESS } from "#shared/contract/outgoing.ts";
import { addressesOfUser, type Permission } from "#shared/model/setup/user.ts";
import { roleOf } from "#shared/rules/access/roles.ts";
import { SavedMark } from "../form/SavedMark.tsx";
import { useSaving } from "../form/use-saving.ts";
import { AddressWords } from "./AddressWords.tsx";
import { MadeLinkDialog, type Shown } from "./MadeLinkDialog.tsx";
import { NeedsTeam } from "./NeedsTeam.tsx";
import { RoleField } from "./RoleField.tsx";
import { useAnswer } from "./use-answer.ts";
import css from "./UserSettings.module.css";

const cx = classNamesOf(css);

/** How people come in: invitations that were not accepted yet, and new ones. */
export function InvitationsTab() {
  const { t, language } = useI18n();
  const { client } = useDesk();
  const toasts = useToasts();
  const now = useNow();
  const [isInviting, setInviting] = useState(false);
  const [link, setLink] = useState<Shown | null>(null);
  const { answer, reload } = useAnswer(useCallback(() => client.accounts.invitations(), [client]));
  const add = (
    <Button leftSection={<IconPlus size={14} />} flex="none" onClick={() => setInviting(true)}>
      {t("invitations.add")}
    </Button>
  );
  const takeBack = (id: Parameters<typeof client.accounts.removeInvitation>[0]["id"]) =>
    void client.accounts.removeInvitation({ id }).then(
      () => {
        reload();
        toasts.done(t("invitations.takenBack"));
      },
      (error: unknown) => toasts.failed(error),
    );
  return (
    <NeedsTeam answer={answer} why={t("invitations.noTeam")}>
      {({ items }) => (
        <>
          {items.length === 0 ? (
            <EmptyState
              icon={<IconMailPlus size={32} stroke={1.5} />}
              title={t("invitations.empty.title")}
              text={t("invitations.text")}
              action={add}
            />
          ) : (
            <>
              <div className={cx("head")}>
                <p className={cx("text")}>{t("invitations.text")}</p>
                {add}
              </div>
              <Table verticalSpacing="xs" className={cx("table")}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("users.column.addresses")}</Table.Th>
                    <Table.Th>{t("users.role")}</Table.Th>
                    <Table.Th>{t("invitations.until")}</Table.Th>
                    <Table.Td w={40} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => (
                    <Table.Tr key={one.id}>
                      <Table.Td>
                        <div className={cx("address")}>
                          <AddressWords text={one.address} />
                        </div>
                        <div className={cx("faint")}>{one.name}</div>
                      </Table.Td>
                      <Table.Td className={cx("short")}>{t(`users.role.${roleOf(one.permissions)}`)}</Table.Td>
                      <Table.Td className={cx("short")} title={formatAbsolute(one.expiresAtEpochMs, language)}>
                        {one.expired ? t("invitations.expired") : formatMoment(one.expiresAtEpochMs, now, language)}
                      </Table.Td>
                      <Table.Td>
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t("invitations.takeBack.of", { address: one.address })}
                          onClick={() => takeBack(one.id)}
                        >
                          {t("invitations.takeBack")}
                        </Button>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </>
          )}
          <Modal
            opened={isInviting}
            onClose={() => setInviting(false)}
            title={t("invitations.add")}
            closeButtonProps={{ "aria-label": t("shell.close") }}
            closeOnClickOutside={false}
          >
            <InviteForm
              onClose={() => setInviting(false)}
              onMade={(made) => {
                setInviting(false);
                reload();
                setLink(made);
              }}
            />
          </Modal>
          <MadeLinkDialog shown={link} onClose={() => setLink(null)} />
        </>
      )}
    </NeedsTeam>
  );
}

function InviteForm(props: { readonly onClose: () => void; readonly onMade: (made: Shown) => void }) {
  const { t } = useI18n();
  const { client } = useDesk();
  const saving = useSaving();
  const users = useDeskState((state) => state.setup.users);
  const { answer } = useAnswer(useCallback(() => client.accounts.me(), [client]));
  const canMail = answer.kind === "here" && answer.value.canMail;
  const [address, setAddress] = useState("");
  const [name, setName] = useState("");
  const [permissions, setPermissions] = useState<readonly Permission[]>([]);
  const [way, setWay] = useState<"link" | "mail">("link");
  const given = address.trim().toLowerCase();
  // Who answers here already, and only has to be let in.
  const known = users.find((user) => addressesOfUser(user).includes(given));
  const invite = async () => {
    await saving.run(async () => {
      const { link } = await client.accounts.invite({
        address: given,
        name: known?.name ?? name.trim(),
        permissions: [...(known?.permissions ?? permissions)],
        ...(known === undefined ? {} : { userId: known.id }),
        way,
      });
      props.onMade({ link, title: t("invitations.made", { address: given }), text: t("invitations.passOn") });
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          type="email"
          label={t("signIn.address")}
          maxLength={320}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          description={known === undefined ? undefined : t("invitations.known", { name: known.name })}
        />
        {known === undefined ? (
          <>
            <TextInput
              label={t("users.column.name")}
              description={t("invitations.nameHint")}
              maxLength={120}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <RoleField had={[]} chosen={permissions} onChange={setPermissions} />
          </>
        ) : null}
        <Select
          label={t("invitations.way")}
          description={canMail ? undefined : t("invitations.noMail")}
          allowDeselect={false}
          data={[
            { value: "link", label: t("invitations.way.link") },
            { value: "mail", label: t("invitations.way.mail"), disabled: !canMail },
          ]}
          value={way}
          onChange={(value) => setWay(value === "mail" ? "mail" : "link")}
        />
        <Group justify="flex-end" gap="xs">
          <SavedMark state={saving.state} />
          <Button variant="default" onClick={props.onClose}>
            {t("shell.cancel")}
          </Button>
          <Button type="submit" loading={saving.state.kind === "saving"} disabled={!MAILBOX_ADDRESS.test(given)}>
            {t("invitations.action")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
