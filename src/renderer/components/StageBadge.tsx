import type { Stage } from "#shared/model/setup/pipeline.ts";
import { stageColour } from "../theme/stage-colours.ts";
import { classNamesOf } from "./class-names.ts";
import css from "./StageBadge.module.css";

const cx = classNamesOf(css);

/** A stage as a small label in its colour. */
export function StageBadge(props: { readonly stage: Pick<Stage, "name" | "colour"> }) {
  const { name, colour } = props.stage;
  return (
    <span
      className={cx("badge")}
      style={{ background: stageColour(colour, "soft"), color: stageColour(colour, "text") }}
    >
      {name}
    </span>
  );
}

/** A stage's colour as a dot, beside a text that names it. Open stages are a ring, closed ones are full. */
export function StageDot(props: { readonly stage: Pick<Stage, "colour" | "kind"> }) {
  const colour = stageColour(props.stage.colour, "solid");
  const closed = props.stage.kind === "closed";
  return (
    <span
      aria-hidden
      className={cx("dot")}
      style={closed ? { background: colour } : { boxShadow: `inset 0 0 0 2px ${colour}` }}
    />
  );
}
