import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import css from "./form.module.css";
import { RuleTag } from "./RuleTag.tsx";
import { SavedMark } from "./SavedMark.tsx";
import { useAhead, useSaving } from "./use-saving.ts";

const cx = classNamesOf(css);

export type SettingSwitchProps = {
  readonly label: ReactNode;
  readonly description?: ReactNode;
  /** Number of the rule that it switches. */
  readonly rule?: string;
  /** Below it, where there is something to say of what it does here. */
  readonly note?: ReactNode;
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onSave: (checked: boolean) => Promise<unknown>;
};

/** A switch that saves at once and says so. */
export function SettingSwitch(props: SettingSwitchProps) {
  const saving = useSaving();
  const ahead = useAhead(props.checked);
  const change = async (checked: boolean): Promise<void> => {
    ahead.choose(checked);
    if (!(await saving.run(() => props.onSave(checked)))) ahead.forget();
  };
  return (
    <div className={cx("setting")}>
      <Switch
        checked={ahead.shown}
        disabled={props.disabled}
        onChange={(event) => void change(event.currentTarget.checked)}
        label={
          <>
            {props.label} {props.rule === undefined ? null : <RuleTag rule={props.rule} />}
          </>
        }
        description={
          props.note === undefined ? (
            props.description
          ) : (
            <>
              {props.description}
              {props.note}
            </>
          )
        }
      />
      <SavedMark state={saving.state} />
    </div>
  );
}
