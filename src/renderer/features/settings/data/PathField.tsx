import { TextInput } from "@mantine/core";
import { classNamesOf } from "#renderer/components/class-names.ts";
import css from "./DataSettings.module.css";

const cx = classNamesOf(css);

/** A place on the machine that the desk is open on. */
export function PathField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (path: string) => void;
  readonly choose: "folder" | "file";
}) {
  return (
    <TextInput
      className={cx("path")}
      label={props.label}
      value={props.value}
      dir="ltr"
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
