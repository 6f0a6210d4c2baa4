import { Popover, UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { stageColour } from "#renderer/theme/stage-colours.ts";
import { StageColour } from "#shared/model/setup/pipeline.ts";
import css from "./ColourPicker.module.css";

const cx = classNamesOf(css);

export type ColourPickerProps = {
  readonly colour: StageColour;
  readonly stageName: string;
  readonly disabled: boolean;
  readonly onChoose: (colour: StageColour) => void;
};

/** The fixed palette: every colour of it is readable in both schemes. */
export function ColourPicker(props: ColourPickerProps) {
  const { t } = useI18n();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton
          className={cx("swatch")}
          style={{ background: stageColour(props.colour, "solid") }}
          disabled={props.disabled}
          aria-label={t("settings.stages.colourOf", {
            stage: props.stageName,
            colour: t(`settings.colour.${props.colour}`),
          })}
          onClick={() => setOpened((shown) => !shown)}
        />
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <div className={cx("palette")}>
          {StageColour.options.map((colour) => (
            <UnstyledButton
              key={colour}
              className={cx("choice")}
              style={{ background: stageColour(colour, "solid") }}
              aria-label={t(`settings.colour.${colour}`)}
              aria-pressed={colour === props.colour}
              title={t(`settings.colour.${colour}`)}
              onClick={() => {
                setOpened(false);
                if (colour !== props.colour) props.onChoose(colour);
              }}
            >
              {colour === props.colour ? (
                <IconCheck size={14} stroke={2.5} color="var(--pd-surface)" aria-hidden />
              ) : null}
            </UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
