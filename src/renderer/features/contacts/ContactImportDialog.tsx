import { Button, FileButton, Group, Modal, NativeSelect, Stack, Switch, Table, Text } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { Refusal } from "#renderer/components/team/Refusal.tsx";
import { useI18n } from "#renderer/state/desk-context.tsx";
import {
  CONTACT_COLUMNS,
  CSV_ENCODINGS,
  CSV_SEPARATORS,
  EXISTING_CONTACTS,
  type ContactColumn,
} from "#shared/model/contact-columns.ts";
import { ContactImportProgress } from "./ContactImportProgress.tsx";
import { type ContactImport, useContactImport } from "./use-contact-import.ts";

const NAMES_OF_SEPARATORS = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

/** Contacts out of a CSV file: what its columns hold is shown before anything is taken in. */
export function ContactImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const importing = useContactImport();
  const { chosen, hasBegun, asking } = importing;
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t("contacts.import.title")}
      closeButtonProps={{ "aria-label": t("shell.close") }}
    >
      <Stack gap="sm">
        {hasBegun ? (
          <ContactImportProgress onClose={onClose} />
        ) : (
          <>
            <Text size="sm">{t("contacts.import.text")}</Text>
            <Group>
              <FileButton
                accept=".csv,.tsv,.txt,text/csv"
                onChange={(file) => void (file && importing.read(file))}
                inputProps={{ "aria-label": t("contacts.import.choose") }}
              >
                {(button) => (
                  <Button {...button} variant="default" leftSection={<IconUpload size={15} />} data-autofocus>
                    {t("contacts.import.choose")}
                  </Button>
                )}
              </FileButton>
              <Text size="sm" c="dimmed">
                {chosen?.file.name}
              </Text>
            </Group>
            {asking.error === null ? null : <Refusal text={asking.error.text} />}
            {chosen === null ? null : <Looked importing={importing} />}
          </>
        )}
      </Stack>
    </Modal>
  );
}

/** What was found in the file, and how it is to be taken. */
function Looked({ importing }: { readonly importing: ContactImport }) {
  const { t } = useI18n();
  const { chosen, asking } = importing;
  if (chosen === null) return null;
  const { file, how } = chosen;
  const holdsWho = how.columns.some(
    (column) => column === "address" || column === "name" || column === "firstName" || column === "lastName",
  );
  return (
    <>
      <Group grow align="end">
        <NativeSelect
          label={t("contacts.import.encoding")}
          data={CSV_ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
          value={how.encoding}
          onChange={(event) => {
            const encoding = CSV_ENCODINGS.find((one) => one === event.currentTarget.value);
            void importing.read(file, { encoding, separator: how.separator });
          }}
        />
        <NativeSelect
          label={t("contacts.import.separator")}
          data={CSV_SEPARATORS.map((value) => ({
            value,
            label: t(`contacts.import.separator.${NAMES_OF_SEPARATORS[value]}`),
          }))}
          value={how.separator}
          onChange={(event) => {
            const separator = CSV_SEPARATORS.find((one) => one === event.currentTarget.value);
            void importing.read(file, { encoding: how.encoding, separator });
          }}
        />
        <NativeSelect
          label={t("contacts.import.existing")}
          data={EXISTING_CONTACTS.map((value) => ({ value, label: t(`contacts.import.existing.${value}`) }))}
          value={how.existing}
          onChange={(event) => {
            const existing = EXISTING_CONTACTS.find((one) => one === event.currentTarget.value);
            if (existing) importing.set({ existing });
          }}
        />
      </Group>
      <Switch
        label={t("contacts.import.headings")}
        checked={how.firstRow === "headings"}
        onChange={(event) => importing.set({ firstRow: event.currentTarget.checked ? "headings" : "contact" })}
      />
      <Columns importing={importing} />
      <Group justify="end">
        {holdsWho ? null : (
          <Text size="sm" c="dimmed">
            {t("contacts.import.nobody")}
          </Text>
        )}
        <Button disabled={!holdsWho} loading={asking.isBusy} onClick={() => void importing.begin()}>
          {t("contacts.import.begin")}
        </Button>
      </Group>
    </>
  );
}

function Columns({ importing: { chosen, set } }: { readonly importing: ContactImport }) {
  const { t } = useI18n();
  if (chosen === null) return null;
  const { rows, how } = chosen;
  const choose = (at: number, column: ContactColumn | null) =>
    set({ columns: how.columns.map((one, index) => (index === at ? column : one)) });
  return (
    <Table.ScrollContainer minWidth={0} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withTableBorder verticalSpacing={4} fz="xs" aria-label={t("contacts.import.preview")}>
        <Table.Thead>
          <Table.Tr>
            {how.columns.map((column, at) => (
              <Table.Th key={at} miw={150}>
                <NativeSelect
                  size="xs"
                  aria-label={t("contacts.import.column", { number: at + 1 })}
                  data={[
                    { value: "", label: t("contacts.import.column.none") },
                    ...CONTACT_COLUMNS.map((value) => ({ value, label: t(`contacts.import.column.${value}`) })),
                  ]}
                  value={column ?? ""}
                  onChange={(event) =>
                    choose(at, CONTACT_COLUMNS.find((one) => one === event.currentTarget.value) ?? null)
                  }
                />
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, line) => (
            <Table.Tr key={line} {...(line === 0 && how.firstRow === "headings" ? { fw: 600 } : {})}>
              {how.columns.map((_, at) => (
                <Table.Td key={at} maw={260} style={{ overflowWrap: "anywhere" }}>
                  {(row[at] ?? "").slice(0, 200)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
