import { formatAbsolute, formatAge } from "./format-time.ts";
import { useI18n } from "../state/desk-context.tsx";
import { useNow } from "./use-now.ts";

/** An age in few letters (`5 min`, `3 d`, beyond a week the day), the full date and time on hover and for screen readers. */
export function RelativeTime(props: { readonly atEpochMs: number; readonly className?: string | undefined }) {
  const { language } = useI18n();
  const now = useNow();
  const absolute = formatAbsolute(props.atEpochMs, language);
  return (
    <time className={props.className} dateTime={isoOf(props.atEpochMs)} title={absolute} aria-label={absolute}>
      {formatAge(props.atEpochMs, now, language)}
    </time>
  );
}

function isoOf(atEpochMs: number): string | undefined {
  const date = new Date(atEpochMs);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
