import { IconAlertTriangle, IconExclamationCircle } from "@tabler/icons-react";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { problemWords } from "./problem-words.ts";
import type { PlacedProblem } from "./problems-context.tsx";
import css from "./problems.module.css";

const cx = classNamesOf(css);

/** What is told at a box, one line each. What a field tells of itself is not said twice. */
export function ProblemLines({ problems }: { readonly problems: readonly PlacedProblem[] }) {
  const { say, names } = useWords();
  const shown = problems.filter(({ key, field }) => key !== "not-valid" || field === "");
  if (shown.length === 0) return null;
  return (
    <ul className={cx("lines")}>
      {shown.map((problem, index) => (
        <li key={index} className={cx(problem.level)}>
          <ProblemIcon level={problem.level} />
          <span>{say(problemWords(problem, names))}</span>
        </li>
      ))}
    </ul>
  );
}

export function ProblemIcon({ level }: { readonly level: PlacedProblem["level"] }) {
  const Icon = level === "error" ? IconExclamationCircle : IconAlertTriangle;
  return <Icon size={16} aria-hidden />;
}
