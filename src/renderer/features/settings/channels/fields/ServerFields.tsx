import { NumberInput, Select, TextInput } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { ServerSecurity } from "#shared/model/setup/mailbox.ts";
import { type ServerDraft, type ServerKind, serverProblems, withSecurity } from "../mailbox-draft.ts";
import css from "./fields.module.css";

const cx = classNamesOf(css);
/** As the model has it. */
const MAX_HOST_CHARS = 255;
const MAX_USERNAME_CHARS = 320;

/** One server of a mailbox; what is wrong stands at its field. */
export function ServerFields(props: {
  readonly kind: ServerKind;
  readonly server: ServerDraft;
  readonly disabled: boolean;
  readonly onChange: (server: ServerDraft) => void;
}) {
  const { t } = useI18n();
  const { kind, server, onChange } = props;
  const problems = serverProblems(server, kind);
  const errorOf = (field: keyof ServerDraft) => {
    const key = problems[field];
    return key === undefined ? undefined : t(key);
  };
  return (
    <fieldset className={cx("server")} disabled={props.disabled}>
      <legend>{t(`mailbox.field.${kind}`)}</legend>
      <TextInput
        label={t("mailbox.field.host")}
        maxLength={MAX_HOST_CHARS}
        autoComplete="off"
        spellCheck={false}
        value={server.host}
        error={errorOf("host")}
        onChange={(event) => onChange({ ...server, host: event.currentTarget.value })}
      />
      <NumberInput
        label={t("mailbox.field.port")}
        hideControls
        allowDecimal={false}
        allowNegative={false}
        value={server.port}
        error={errorOf("port")}
        onChange={(port) => onChange({ ...server, port })}
      />
      <Select
        label={t("mailbox.field.security")}
        data={ServerSecurity.options.map((value) => ({ value, label: t(`mailbox.security.${value}`) }))}
        value={server.security}
        error={errorOf("security")}
        onChange={(value) => {
          const security = ServerSecurity.safeParse(value);
          if (security.success) onChange(withSecurity(server, kind, security.data));
        }}
      />
      <TextInput
        className={cx("wide")}
        label={t("mailbox.field.username")}
        maxLength={MAX_USERNAME_CHARS}
        autoComplete="off"
        spellCheck={false}
        value={server.username}
        error={errorOf("username")}
        onChange={(event) => onChange({ ...server, username: event.currentTarget.value })}
      />
    </fieldset>
  );
}
