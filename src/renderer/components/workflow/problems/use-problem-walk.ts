import { useEffect, useRef } from "react";
import { useLatest } from "#renderer/components/use-latest.ts";
import { useI18n } from "#renderer/state/desk-context.tsx";
import { useAnnounce, useShortcuts } from "#renderer/state/use-shell.ts";
import { useWords } from "#renderer/state/use-words.ts";
import { useEditor } from "../editor/editor-context.tsx";
import { problemWords } from "./problem-words.ts";
import { useProblems } from "./problems-context.tsx";

/** Goes from problem to problem, round and round, and opens each at its place: by what is returned, by N, and by F8 from within a field too. */
export function useProblemWalk(): (by: -1 | 1) => void {
  const editor = useEditor();
  const problems = useProblems();
  const announce = useAnnounce();
  const { names, say } = useWords();
  const { t } = useI18n();
  const last = useRef<number | null>(null);
  const go = (by: -1 | 1): void => {
    const count = problems.length;
    if (count === 0) {
      announce(t("workflows.noProblems"));
      return;
    }
    const before = last.current ?? (by === 1 ? -1 : 0);
    const at = (Math.min(before, count - 1) + by + count) % count;
    const problem = problems[at];
    if (problem === undefined) return;
    last.current = at;
    editor.openPanel("chosen");
    editor.choose(problem.boxId);
    announce(t("workflows.problems.at", { position: at + 1, count, problem: say(problemWords(problem, names)) }));
  };
  useShortcuts([
    { keys: "n", label: t("workflows.problems.next"), run: () => go(1) },
    { keys: "Shift+n", run: () => go(-1) },
  ]);
  const latest = useLatest(go);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector("[aria-modal='true']") !== null) return;
      event.preventDefault();
      latest()(event.shiftKey ? -1 : 1);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [latest]);
  return go;
}
