import { ForWriters } from "#renderer/components/ForWriters.tsx";
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconCheck, IconRotate2, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { StepCommentView } from "#shared/contract/step-comments.ts";
import { classNamesOf } from "#renderer/components/class-names.ts";
import { RelativeTime } from "#renderer/components/RelativeTime.tsx";
import { UserAvatar } from "#renderer/components/UserAvatar.tsx";
import { useToasts } from "#renderer/components/use-toasts.tsx";
import { useDesk, useDeskState, useI18n } from "#renderer/state/desk-context.tsx";
import { useMayChange } from "#renderer/state/use-access.ts";
import { CommentField } from "./CommentField.tsx";
import type { Thread } from "./comments-context.tsx";
import css from "./comments.module.css";

const cx = classNamesOf(css);

/** A comment with its answers: answered, resolved, opened again, deleted. */
export function CommentThread({ thread }: { readonly thread: Thread }) {
  const { first, answers } = thread;
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const [isAnswering, setAnswering] = useState(false);
  const resolve = (resolved: boolean): void =>
    void client.stepComments.update({ id: first.id, resolved }).catch((error: unknown) => toasts.failed(error));
  const Mark = first.resolved ? IconRotate2 : IconCheck;
  const mark = t(first.resolved ? "comments.reopen" : "comments.resolve");
  return (
    <article className={cx("thread", first.resolved && "resolved")}>
      <Comment comment={first} isAnswered={answers.length > 0} />
      {answers.map((answer) => (
        <Comment key={answer.id} comment={answer} isAnswered={false} />
      ))}
      {isAnswering ? (
        <CommentField
          label={t("comments.answerText")}
          action={t("comments.answer")}
          save={(text) => client.stepComments.answer({ id: first.id, text })}
          onDone={() => setAnswering(false)}
        />
      ) : (
        <div className={cx("actions")}>
          <ForWriters>
            <Button size="compact-xs" variant="subtle" onClick={() => setAnswering(true)}>
              {t("comments.answer")}
            </Button>
            <Button
              size="compact-xs"
              variant="subtle"
              leftSection={<Mark size={14} />}
              onClick={() => resolve(!first.resolved)}
            >
              {mark}
            </Button>
          </ForWriters>
        </div>
      )}
    </article>
  );
}

function Comment({ comment, isAnswered }: { readonly comment: StepCommentView; readonly isAnswered: boolean }) {
  const { client } = useDesk();
  const { t } = useI18n();
  const toasts = useToasts();
  const mayChange = useMayChange();
  const me = useDeskState((state) => state.status?.me.id);
  const author = useDeskState((state) => state.setup.users.find(({ id }) => id === comment.authorId)?.name);
  const name = author ?? t("comments.formerUser");
  // What others wrote, or answered, goes with the permission only.
  const mayRemove = mayChange || (comment.authorId === me && !isAnswered);
  const label = t("comments.removeOf", { name });
  const remove = (): void =>
    void client.stepComments.remove({ id: comment.id }).catch((error: unknown) => toasts.failed(error));
  return (
    <div className={cx("comment")}>
      <div className={cx("by")}>
        <UserAvatar id={comment.authorId} name={name} />
        <strong dir="auto">{name}</strong>
        <RelativeTime atEpochMs={comment.createdAtEpochMs} className={cx("age")} />
        {mayRemove ? (
          <Tooltip label={label}>
            <ActionIcon size="sm" className={cx("remove")} aria-label={label} onClick={remove}>
              <IconTrash size={14} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      <p className={cx("text")} dir="auto">
        {comment.text}
      </p>
    </div>
  );
}
