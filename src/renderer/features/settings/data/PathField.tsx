import { Button, TextInput } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useDesk, useI18n } from "#renderer/state/desk-context.tsx";
import { asFolder } from "./as-folder.ts";
import css from "./DataSettings.module.css";

const cx = classNamesOf(css);

/** A place on the machine that the desk is open on; in the desktop app it can be chosen, too. */
export function PathField(props: {
  readonly label: string;
  readonly value: string;
  /** What is chosen by the button: the file of a backup; default: a folder. */
  readonly chooses?: "backup";
  readonly onChange: (path: string) => void;
}) {
  const { t } = useI18n();
  const { desktop } = useDesk();
  const { label, value, chooses, onChange } = props;
  const choose = async (from: NonNullable<typeof desktop>) => {
    if (chooses === "backup") {
      const { path } = await from.chooseBackup({ title: label, from: value });
      if (path !== null) onChange(path);
      return;
    }
    const { path } = await from.chooseFolder({ title: label });
    if (path !== null) onChange(asFolder(path));
  };
  return (
    <>
      <TextInput
        className={cx("path")}
        label={label}
        value={value}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {desktop === null ? null : (
        <Button variant="default" onClick={() => void choose(desktop).catch(() => undefined)}>
          {t("data.choose")}
        </Button>
      )}
    </>
  );
}
