import { Button, MultiSelect, Select, Stack, Switch, TagsInput } from "@mantine/core";
import { useI18n } from "#renderer/state/desk-context.tsx";
import type { MailFolder } from "#shared/model/mail-channel.ts";
import { Mailbox } from "#shared/model/setup/mailbox.ts";
import type { MailboxDraft } from "../mailbox-draft.ts";
import { fetchChoiceOf, fetchChoices, fetchDaysOf } from "./fetch-choices.ts";

export type FieldsProps = {
  readonly draft: MailboxDraft;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<MailboxDraft>) => void;
};

const MAX_FOLDERS = 20;

/** What is fetched from the mailbox, and what happens to it on the server. */
export function ReceivingFields(
  props: FieldsProps & {
    /** Of the server; undefined where nobody has asked it yet: then their names are typed. */
    readonly folders: readonly MailFolder[] | undefined;
    readonly onLoadFolders?: (() => void) | undefined;
    readonly loadingFolders?: boolean;
  },
) {
  const { t } = useI18n();
  const { draft, disabled, onChange, folders } = props;
  const choosable = (folders ?? []).filter(({ selectable }) => selectable).map(({ path }) => path);
  const common = {
    label: t("mailbox.mail.folders"),
    disabled,
    value: [...draft.folders],
    onChange: (paths: string[]) => onChange({ folders: paths }),
    error: draft.folders.length < 1 || draft.folders.length > MAX_FOLDERS ? t("mailbox.problem.folders") : undefined,
  };
  return (
    <Stack gap="sm">
      <Select
        label={t("mailbox.mail.fetch")}
        description={t("mailbox.mail.fetchText")}
        disabled={disabled}
        data={fetchChoices(draft.fetchDays, t)}
        value={fetchChoiceOf(draft.fetchDays)}
        onChange={(choice) => onChange({ fetchDays: fetchDaysOf(choice) })}
      />
      {choosable.length > 0 ? (
        <MultiSelect {...common} searchable data={[...new Set([...choosable, ...draft.folders])]} />
      ) : (
        <div>
          <TagsInput {...common} description={t("mailbox.mail.foldersText")} />
          {props.onLoadFolders === undefined || disabled ? null : (
            <Button
              mt={4}
              px={0}
              size="compact-xs"
              variant="transparent"
              loading={props.loadingFolders === true}
              onClick={props.onLoadFolders}
            >
              {t("mailbox.mail.loadFolders")}
            </Button>
          )}
        </div>
      )}
      <Select
        label={t("mailbox.mail.junk")}
        disabled={disabled}
        data={Mailbox.shape.junk.options.map((value) => ({ value, label: t(`mailbox.mail.junk.${value}`) }))}
        value={draft.junk}
        onChange={(value) => {
          const junk = Mailbox.shape.junk.safeParse(value);
          if (junk.success) onChange({ junk: junk.data });
        }}
      />
      <Switch
        label={t("mailbox.mail.markSeen")}
        description={t("mailbox.mail.markSeenText")}
        disabled={disabled}
        checked={draft.markSeen}
        onChange={(event) => onChange({ markSeen: event.currentTarget.checked })}
      />
    </Stack>
  );
}
